import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Route } from '../route.ts';
import { sessionCookie } from '../who-asks/cookies.ts';
import { requestExamples } from './examples.ts';
import { responsesOf } from './responses.ts';

const idempotencyHeader = z.string().max(255).optional().meta({
  description: 'Makes the call safe to repeat for 24 hours. The same key with another body is 422.',
});
const ifMatchHeader = z.string().optional().meta({
  description:
    'The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist.',
});
const ifNoneMatchHeader = z.string().optional().meta({
  description:
    'ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist.',
});

/** The contract as an OpenAPI 3.1 document, from the schemas that validate the requests and form the answers. */
export function openApiDocument(routes: readonly Route[], version: string) {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Channels and distribution',
        version,
        description:
          'Publishes vacation-rental units to sales channels. Times are UTC in ISO 8601 with milliseconds, money is in minor units. Every error is a problem document (RFC 9457), or a page for who opens an address in a browser.\n\n[Log in](/api/auth/login?return_to=/docs) to make calls from here, or give an API key under "Authorize".',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'Channels', description: 'Channel accounts and the listings published there.' },
        { name: 'Supply', description: 'Units and their versions.' },
        { name: 'Identity', description: 'Who may do what: members and API keys.' },
        { name: 'Operations', description: 'Liveness, metrics and this description.' },
      ],
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description:
              'An API key. It stands for a user, an organisation, an account and a role.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookie,
            description:
              'A session, opened by [logging in](/api/auth/login?return_to=/docs). The browser sends it by itself: there is nothing to give here. Calls that change something must come from this origin.',
          },
        },
      },
      paths: pathsOf(routes),
    },
    { override: withoutNoise },
  );
}

/** A format says what its pattern does, only readably; and the limits of exact integers are no limits of ours. */
function withoutNoise({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const byPath = Map.groupBy(routes, ({ path }) => path);

  return Object.fromEntries(
    [...byPath].map(([path, here]) => [
      path,
      Object.fromEntries(here.map((route) => [route.method.toLowerCase(), operation(route)])),
    ]),
  );
}

function operation(route: Route): ZodOpenApiOperationObject {
  const { operation_id, summary, tag, access, params, query, body } = route;
  const example = requestExamples[operation_id];
  const header = headersOf(route);

  return {
    operationId: operation_id,
    summary,
    description: whoMay(access),
    tags: [tag],
    security: access === 'open' ? [] : [{ apiKey: [] }, { session: [] }],
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(header ? { header } : {}),
    },
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: {
              'application/json': { schema: body, ...(example === undefined ? {} : { example }) },
            },
          },
        }
      : {}),
    responses: responsesOf(route),
  };
}

function headersOf({
  method,
  access,
  is_conditional,
  keeps_no_answer,
}: Route): z.ZodObject | undefined {
  if (access === 'open') return undefined;
  if (method === 'POST' && !keeps_no_answer)
    return z.object({ 'idempotency-key': idempotencyHeader });

  return is_conditional
    ? z.object({ 'if-match': ifMatchHeader, 'if-none-match': ifNoneMatchHeader })
    : undefined;
}

function whoMay(access: Route['access']): string {
  if (access === 'open') return 'Needs neither API key nor session.';
  if (access === 'any') return 'For every role.';

  return `For the roles ${access.join(' and ')}.`;
}
