import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { cutText } from '../../domain/common/cut-text.ts';
import type { Precondition } from '../../domain/common/precondition.ts';
import { fieldErrors } from './field-errors.ts';
import { readJsonBody, readTextBody } from './json-body.ts';
import { readPrecondition } from './preconditions.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

/** What a request carries, parsed by its route's schemas. */
export interface ParsedRequest {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly precondition: Precondition;
}

const noQuery = z.strictObject({});

/** @throws RequestError 400, 404, 413, 415 or 422 */
export function readRequest(route: Route, event: APIGatewayProxyEventV2): ParsedRequest {
  return {
    params: readParams(route, event),
    query: readQuery(route, event),
    body: readBody(route, event),
    precondition: route.is_conditional ? readPrecondition(event.headers) : {},
  };
}

/** An id that is no UUID names nothing, whatever the method. */
function readParams({ params }: Route, event: APIGatewayProxyEventV2) {
  const parsed = (params ?? z.object({})).safeParse(event.pathParameters ?? {});
  if (parsed.success) return parsed.data;

  throw new RequestError('The path names nothing that could exist.', {
    status: 404,
    slug: 'not-found',
    errors: fieldErrors(parsed.error.issues),
  });
}

/** Open routes take any query, since caches and probes add their own; elsewhere a misspelt filter is an error. */
function readQuery({ query, access }: Route, event: APIGatewayProxyEventV2) {
  if (access === 'open' && !query) return {};
  const pairs = [...new URLSearchParams(event.rawQueryString)];
  const names = pairs.map(([name]) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw badQuery([{ path: cutText(repeated, 100), message: 'is given more than once' }]);
  }
  const parsed = (query ?? noQuery).safeParse(Object.fromEntries(pairs));
  if (!parsed.success) throw badQuery(fieldErrors(parsed.error.issues));

  return parsed.data;
}

function badQuery(errors: RequestError['errors']): RequestError {
  return new RequestError('The query is not one of this call.', {
    status: 400,
    slug: 'bad-query',
    errors,
  });
}

function readBody({ body, reads_text }: Route, event: APIGatewayProxyEventV2): unknown {
  if (reads_text) return readTextBody(event);
  if (!body) return {};
  const value = readJsonBody(event);
  const parsed = body.safeParse(value);
  if (parsed.success) return parsed.data;
  if (value === undefined)
    throw new RequestError('A JSON body is needed.', { status: 400, slug: 'bad-json' });

  throw new RequestError('The body is not what this call takes.', {
    status: 422,
    slug: 'validation',
    errors: fieldErrors(parsed.error.issues),
  });
}
