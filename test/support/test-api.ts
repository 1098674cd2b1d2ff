import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { apiKeyKey } from '../../adapters/dynamodb/keys.ts';
import type { BoundRoute } from '../../adapters/http/bind.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { makeOnce } from '../../adapters/http/idempotency.ts';
import { makeAuthenticate } from '../../adapters/http/who-asks/authenticate.ts';
import { currentTraceId } from '../../adapters/telemetry/spans.ts';
import { sha256 } from '../../domain/common/payload-hash.ts';
import type { Clock } from '../../domain/common/time.ts';
import { traceIdToUuid } from '../../domain/common/trace.ts';
import type { Role } from '../../domain/identity/principal.ts';
import type { TestDatabase } from './dynamodb.ts';

/** Where the API is, to browsers. */
export const publicUrl = 'http://localhost:4000';

/** Who may be `as` in a call: four roles of one tenant, and owners of its neighbours. */
const callers = {
  owner: { org_id: 'demo', account_id: 'main', role: 'Owner' },
  publisher: { org_id: 'demo', account_id: 'main', role: 'ChannelPublisher' },
  content: { org_id: 'demo', account_id: 'main', role: 'ContentManager' },
  viewer: { org_id: 'demo', account_id: 'main', role: 'Viewer' },
  stranger: { org_id: 'other', account_id: 'main', role: 'Owner' },
  sibling: { org_id: 'demo', account_id: 'second', role: 'Owner' },
} as const satisfies Record<string, { org_id: string; account_id: string; role: Role }>;

export type Caller = keyof typeof callers;

export interface CallOptions {
  /** Null: no key at all. @default 'owner' */
  readonly as?: Caller | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** `name=value` each. */
  readonly cookies?: readonly string[];
  /** An object is sent as JSON, a string as it is, a buffer in base64. */
  readonly body?: unknown;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `Set-Cookie` headers. */
  readonly cookies: readonly string[];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all kinds
  readonly json: any;
}

export interface TestApi {
  /** `api.call('GET /api/supply/units?limit=5', { as: 'viewer' })` */
  call(request: string, options?: CallOptions): Promise<TestAnswer>;
  /** What was logged as a fault of ours. */
  readonly faults: Error[];
  /** The traces they were logged in, as UUIDs. */
  readonly faultTraces: string[];
}

/** The routes as API Gateway would serve them, on a real database, with a key for each caller. */
export async function startTestApi(
  bound: readonly BoundRoute[],
  { documentClient, client, tables }: TestDatabase,
  clock: Clock = Date.now,
): Promise<TestApi> {
  const faults: Error[] = [];
  const faultTraces: string[] = [];
  const keys = new Map<Caller, string>();
  for (const [name, principal] of Object.entries(callers)) {
    const key = `key-of-${name}-${randomUUID()}`;
    const key_hash = sha256(key);
    keys.set(name as Caller, key);
    await documentClient.send(
      new PutCommand({
        TableName: tables.channels,
        Item: {
          ...apiKeyKey(key_hash),
          key_hash,
          user_id: randomUUID(),
          name,
          created_at: '2026-01-01T00:00:00.000Z',
          ...principal,
        },
      }),
    );
  }
  const handler = createApi(bound, {
    authenticate: makeAuthenticate({
      client: documentClient,
      tables,
      clock,
      report: () => {},
    }),
    public_url: publicUrl,
    once: makeOnce(client, tables.channels),
    logger: {
      appendKeys: () => {},
      info: () => {},
      error: (_event, error) => {
        faults.push(error);
        faultTraces.push(traceIdToUuid(currentTraceId() ?? ''));
      },
    },
  });

  return {
    faults,
    faultTraces,
    async call(request, { as = 'owner', headers = {}, cookies = [], body } = {}) {
      const authorization: Record<string, string> =
        as === null ? {} : { authorization: `Bearer ${keys.get(as)}` };
      const event = eventOf(bound, request, { headers: { ...authorization, ...headers }, body });
      if (cookies.length > 0) event.cookies = [...cookies];
      const answer = await handler(event, context);
      const text = answer.isBase64Encoded
        ? Buffer.from(answer.body ?? '', 'base64').toString('latin1')
        : (answer.body ?? '');
      return {
        status: answer.statusCode ?? 0,
        headers: answer.headers as Record<string, string>,
        cookies: answer.cookies ?? [],
        text,
        json:
          text !== '' && /json/.test(String(answer.headers?.['content-type']))
            ? JSON.parse(text)
            : undefined,
      };
    },
  };
}

const context = { getRemainingTimeInMillis: () => 29_000 } as Context;

function eventOf(
  bound: readonly BoundRoute[],
  request: string,
  { headers, body }: { headers: Record<string, string>; body: unknown },
): APIGatewayProxyEventV2 {
  const [method = '', url = ''] = request.split(/ (.*)/s);
  const [rawPath = '', rawQueryString = ''] = url.split(/\?(.*)/s);
  const match = matchRoute(bound, method, rawPath);
  const isObject = typeof body === 'object' && !Buffer.isBuffer(body);
  const contentType = body === undefined ? {} : { 'content-type': 'application/json' };

  return {
    version: '2.0',
    routeKey: match?.routeKey ?? '$default',
    rawPath,
    rawQueryString,
    headers: { ...contentType, ...headers },
    ...(match ? { pathParameters: match.params } : {}),
    requestContext: { http: { method } } as APIGatewayProxyEventV2['requestContext'],
    ...(body === undefined
      ? {}
      : {
          body: Buffer.isBuffer(body)
            ? body.toString('base64')
            : isObject
              ? JSON.stringify(body)
              : String(body),
        }),
    isBase64Encoded: Buffer.isBuffer(body),
  };
}

function matchRoute(bound: readonly BoundRoute[], method: string, path: string) {
  for (const { route } of bound) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
    const isServed = route.method === (method === 'HEAD' ? 'GET' : method);
    const match = isServed ? pattern.exec(path) : null;
    if (!match) continue;
    return {
      routeKey: `${method} ${route.path}`,
      params: Object.fromEntries(names.map((name, at) => [name, decode(match[at + 1] ?? '')])),
    };
  }
  return undefined;
}

/** API Gateway hands over what it cannot decode as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
