import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { answerHeaders, problemHeaders } from '../answer-headers.ts';
import { problemSchema } from '../problem.ts';
import type { Route } from '../route.ts';
import { sessionCookie } from '../who-asks/cookies.ts';
import { requestExamples } from './examples.ts';

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
          'Publishes vacation-rental units to sales channels. Times are UTC in ISO 8601 with milliseconds, money is in minor units. Every error is a problem document (RFC 9457).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'Channels', description: 'Channel accounts and the listings published there.' },
        { name: 'Supply', description: 'Units and their versions.' },
        { name: 'Identity', description: 'Who may do what: members and API keys.' },
        { name: 'Operations', description: 'Liveness and this description.' },
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
              'A session, opened by /api/auth/login. Calls that change something must come from this origin.',
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

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const successes = Object.entries(route.responses).map(([status, schema]) => [
    status,
    {
      description: descriptions[status] ?? 'Done',
      headers: answerHeaders(route.answer_headers),
      ...(schema ? { content: { [route.content_type ?? 'application/json']: { schema } } } : {}),
    },
  ]);
  const problems = problemStatuses(route).map((status) => [
    String(status),
    {
      description: descriptions[status] ?? 'Not done',
      headers: answerHeaders(problemHeaders[status]),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ]);
  return Object.fromEntries([...successes, ...problems]);
}

function problemStatuses(route: Route): number[] {
  const { access, method, params, body, is_conditional, problems = [] } = route;
  if (access === 'open') return [500, ...problems];

  return [
    // A parameter that the query does not have, if nothing else.
    400,
    401,
    403,
    ...(params || body ? [404] : []),
    ...(method === 'GET' ? [] : [409]),
    ...(is_conditional ? [412] : []),
    ...(body ? [413, 415] : []),
    ...(body || method === 'POST' ? [422] : []),
    500,
    ...problems,
  ];
}

const descriptions: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted; a job does the rest',
  204: 'Done, nothing to tell',
  400: 'Malformed JSON, query, cursor or header',
  302: 'Go there',
  401: 'Neither an API key nor a session, or one that is not known',
  403: "The caller's role may not do this, the caller is no member any more, or the page is another site's",
  404: 'There is no such thing, or it is not yours',
  409: 'The state of things forbids it',
  412: 'It has changed since it was read',
  413: 'The body is larger than 256 KB',
  415: 'The body is not application/json',
  422: 'Understood, but not acceptable; `errors` says which fields',
  500: 'A fault of ours',
  502: 'The channel, or the login provider, does not answer as it should',
  503: 'The channel takes no call now; come back after the seconds in Retry-After',
};
