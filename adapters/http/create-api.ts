import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import * as z from 'zod';
import { PermanentError } from '../../domain/common/errors.ts';
import { canonicalJson, NotJsonError } from '../../domain/common/payload-hash.ts';
import type { Principal } from '../../domain/identity/principal.ts';
import { type Answer, answerOf, problemAnswer } from './answers/answer.ts';
import { compressed } from './answers/compression.ts';
import { securityHeaders } from './answers/security-headers.ts';
import type { ApiResponse, BoundRoute } from './bind.ts';
import type { Once } from './idempotency.ts';
import { readJsonBody } from './json-body.ts';
import { answerFor, internalError } from './problem.ts';
import { opensPage, pageAnswer } from './problem-page.ts';
import { readRequest } from './read-request.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';
import { inServerSpan } from './server-span.ts';
import { answerUnmatched } from './unmatched.ts';
import { type Authenticate, authorize, type Caller } from './who-asks/authenticate.ts';
import { requireSameOrigin } from './who-asks/same-origin.ts';

export interface ApiDeps {
  readonly authenticate: Authenticate;
  /** Where browsers reach the API. */
  readonly public_url: string;
  /** @default none; then no call may be a POST that takes an `Idempotency-Key` */
  readonly once?: Once;
  /** The routes of all functions, by which to answer what no route matches. @default the function's own */
  readonly contract?: readonly Route[];
  readonly logger: ApiLogger;
}

/** Of a logger, what the API needs. */
export interface ApiLogger {
  appendKeys(keys: Record<string, string>): void;
  info(event: string, fields: Record<string, unknown>): void;
  error(event: string, error: Error): void;
}

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** A list is answered without some of its rows, which are named: they cannot be read. */
class LeftOutError extends PermanentError {
  override name = 'LeftOutError';
}

const partialPageSchema = z.object({ left_out: z.array(z.string()) });

interface Call {
  readonly bound: BoundRoute;
  readonly event: APIGatewayProxyEventV2;
  readonly context: Context;
  readonly trace_id: string;
}

/**
 * Serves the bound routes to API Gateway (payload format 2.0). The gateway has matched the route already, so its key
 * is looked up and nothing of the path is read again. Every answer leaves from here, and no error gets past.
 */
export function createApi(bound: readonly BoundRoute[], deps: ApiDeps): ApiHandler {
  const byKey = new Map(bound.map((one) => [`${one.route.method} ${one.route.path}`, one]));
  const { contract = bound.map(({ route }) => route) } = deps;

  return (event, context) =>
    inServerSpan(event, async (trace_id) => {
      const isHead = event.routeKey.startsWith('HEAD ');
      const one = byKey.get(isHead ? event.routeKey.replace('HEAD', 'GET') : event.routeKey);
      const served = await serve(one, { event, context, trace_id }, { ...deps, contract });
      const { body, ...answer } = compressed(served, event);
      deps.logger.info('request answered', { route: event.routeKey, status: answer.statusCode });

      return {
        ...answer,
        ...(isHead || body === undefined ? {} : { body }),
        headers: { ...securityHeaders, ...answer.headers },
      };
    });
}

async function serve(
  bound: BoundRoute | undefined,
  call: Omit<Call, 'bound'>,
  deps: ApiDeps & { readonly contract: readonly Route[] },
): Promise<Answer> {
  try {
    if (!bound) return answerUnmatched(call.event, deps.contract);
    return await answer({ ...call, bound }, deps);
  } catch (error) {
    const known = answerFor(error);
    if (!known) deps.logger.error('request failed', toError(error));
    const problem = known ?? internalError;
    return opensPage(call.event)
      ? pageAnswer(problem, call.event, call.trace_id)
      : problemAnswer(problem, call.trace_id);
  }
}

async function answer(call: Call, deps: ApiDeps): Promise<Answer> {
  const { route } = call.bound;
  requireSameOrigin(call.event, deps.public_url);
  if (route.access === 'open') return answerOf(route, await handle(call, null, deps));

  const caller = await deps.authenticate(call.event);
  const { principal } = caller;
  const { org_id, account_id, user_id } = principal;
  deps.logger.appendKeys({ org_id, account_id, user_id });
  authorize(principal, route);
  const key = route.method === 'POST' ? readIdempotencyKey(call.event, route) : undefined;
  if (key === undefined || deps.once === undefined)
    return answerOf(route, await handle(call, caller, deps));

  const content = contentOf(call.event, principal);
  return deps.once({ tenant: principal, key, content, context: call.context }, async () =>
    answerOf(route, await handle(call, caller, deps)),
  );
}

async function handle(
  { bound, event, trace_id }: Call,
  caller: Caller | null,
  { logger }: ApiDeps,
): Promise<ApiResponse> {
  const { headers, cookies = [] } = event;
  const { principal = null, session = null } = caller ?? {};
  const parsed = readRequest(bound.route, event);
  const response = await bound.handle({
    ...{ ...parsed, principal, session },
    ...{ trace_id, headers, cookies },
  });
  const { success, data } = partialPageSchema.safeParse(response.body);
  if (success) logger.error('rows left out', new LeftOutError(data.left_out.join(', ')));

  return response;
}

/** @throws RequestError 400 when it is not 1 to 255 printable ASCII characters, or the call takes none */
function readIdempotencyKey(
  { headers }: APIGatewayProxyEventV2,
  { keeps_no_answer }: Route,
): string | undefined {
  const key = headers['idempotency-key'];
  const bad = { status: 400, slug: 'bad-idempotency-key' };
  if (key !== undefined && keeps_no_answer)
    throw new RequestError(
      'The answer of this call is not kept: it takes no Idempotency-Key.',
      bad,
    );
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;

  throw new RequestError(
    'Idempotency-Key must be 1 to 255 printable characters without blanks.',
    bad,
  );
}

/**
 * Everything that makes it this request and no other; of the body what it says, since a client may write it anew.
 * @throws RequestError as the reading of a body
 */
function contentOf(event: APIGatewayProxyEventV2, { user_id }: Principal): string {
  const { routeKey, rawPath, rawQueryString } = event;
  const request = [user_id, routeKey, rawPath, rawQueryString];
  const body = readJsonBody(event);
  try {
    return canonicalJson([...request, body ?? null]);
  } catch (error) {
    if (!(error instanceof NotJsonError)) throw error;
    // Half a character, or a number beyond all: it has no canonical form, and will be refused by field.
    return JSON.stringify([...request, event.body ?? null]);
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new PermanentError('not an error', { cause: thrown });
}
