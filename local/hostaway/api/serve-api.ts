import type { IncomingMessage, ServerResponse } from 'node:http';
import { cut, pause, send } from '../answer.ts';
import { calendarRoutes } from '../calendar/calendar-routes.ts';
import type { CallLog, RecordedCall } from '../call-log.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { stormReply } from '../faults/storm.ts';
import type { Limiter } from '../limiter.ts';
import { preciseNow } from '../precise-now.ts';
import { readBody } from '../read-body.ts';
import { failMessage, failResult, type Reply } from '../reply.ts';
import { reservationRoutes } from '../reservations/reservation-routes.ts';
import { webhookRoutes } from '../webhooks/webhook-routes.ts';
import type { ApiRequest, ApiRoute, ApiState } from './api-request.ts';
import { deliver } from './deliver.ts';
import { bearer, header } from './headers.ts';
import { listingRoutes } from './listing-routes.ts';
import { noteWrite } from './note-write.ts';
import { referenceRoutes } from './reference-routes.ts';
import { mintToken, revokeToken } from './token-routes.ts';

export interface ApiServer {
  readonly state: ApiState;
  readonly faults: FaultPlan;
  readonly limiter: Limiter;
  readonly log: CallLog;
}

const tokenPath = '/v1/accessTokens';
const routes: readonly ApiRoute[] = [
  { method: 'DELETE', path: /^\/v1\/accessTokens$/, handle: revokeToken },
  ...listingRoutes,
  ...calendarRoutes,
  ...reservationRoutes,
  ...webhookRoutes,
  ...referenceRoutes,
];

/** Faults that strike where the answer would be. */
const failures: readonly Fault['kind'][] = [
  'server_error',
  'refuse',
  'drop',
  'timeout',
  'late',
  'truncated_json',
  'not_json',
  'slow_body',
];

/** Serves one call of the API, with whatever is planned to go wrong, and records it. */
export async function serveApi(
  server: ApiServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', server.state.origin());
  const method = request.method ?? 'GET';
  const path = url.pathname;
  const account_id = server.state.accounts.accountOf(bearer(request), preciseNow()) ?? null;
  await pause(server.faults.delayOf({ method, path, account_id }, 'on_the_way'), response);
  const at = preciseNow();
  const call = server.log.open({
    at,
    method,
    path,
    query: url.search.replace(/token=[^&]+/, 'token=***'),
    ip: request.socket.remoteAddress ?? '',
    idempotency_key: header(request, 'x-idempotency-key'),
    traceparent: header(request, 'traceparent'),
  });
  response.once('close', () => {
    call.duration_ms = preciseNow() - at;
  });

  await serveCall(server, { request, response, url, call });
  if (response.headersSent) call.status = response.statusCode;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly call: RecordedCall;
}

async function serveCall(server: ApiServer, exchange: Exchange): Promise<void> {
  const { request, response, call } = exchange;
  const body = await readBody(request);
  call.complete = body !== undefined;
  call.bytes = Buffer.byteLength(body ?? '');
  call.account_id = callerOf(server.state, exchange, body ?? '') ?? null;
  noteWrite(call, body ?? '', server.state);
  if (strike(server, call, ['offline']) !== undefined) return cut(response);
  // The place in the window is that of the arrival, whatever the latency that follows.
  const refused = refuse(server, call);
  await pause(server.faults.delayOf(call, 'at_work'), response);
  if (refused !== undefined) return send(response, refused);
  if (body === undefined) return sendTooLarge(response);

  const failure = strike(server, call, failures);
  if (failure?.kind === 'late') applyLater(server, exchange, { body, after_ms: failure.after_ms });
  const commits =
    failure === undefined ||
    ('commit' in failure ? failure.commit : !['refuse', 'late'].includes(failure.kind));
  const reply = commits ? dispatch(server, exchange, { body, now: call.at }) : undefined;
  await deliver(response, failure, reply);
}

/** Nobody waits for it, and no more than the process must it live on for it. */
function applyLater(
  server: ApiServer,
  exchange: Exchange,
  { body, after_ms }: { readonly body: string; readonly after_ms: number },
): void {
  setTimeout(() => dispatch(server, exchange, { body, now: preciseNow() }), after_ms).unref();
}

/** Unless the body is missing since its sender has gone. */
function sendTooLarge(response: ServerResponse): void {
  if (!response.destroyed) send(response, failMessage(413, 'Request body is too large'));
}

/** The account of the token, or the one that asks for a token. */
function callerOf(state: ApiState, { request, call }: Exchange, body: string): number | undefined {
  if (isMint(call)) return state.accounts.named(new URLSearchParams(body).get('client_id'));

  return state.accounts.accountOf(bearer(request), call.at);
}

/** A planned 429, the limits' own, or 403 for a caller without a valid token. */
function refuse(server: ApiServer, call: RecordedCall): Reply | undefined {
  const storm = stormReply(server.faults.strike(call, ['rate_limit']), call.at);
  if (storm !== undefined) {
    call.fault = 'rate_limit';
    return storm;
  }
  const { at, ip, account_id } = call;
  const limited = server.limiter.charge({
    at,
    ip,
    account_id,
    is_token_call: isMint(call),
    is_booking: call.method === 'POST' && call.path === '/v1/reservations',
  });
  if (limited !== undefined) return limited;

  return account_id === null && !isMint(call)
    ? failMessage(403, 'The resource owner or authorization server denied the request.')
    : undefined;
}

function dispatch(
  server: ApiServer,
  { request, url, call }: Exchange,
  { body, now }: { readonly body: string; readonly now: number },
): Reply {
  const { state } = server;
  const common = {
    state,
    now,
    query: url.searchParams,
    content_type: header(request, 'content-type') ?? '',
    body,
    habits: server.faults.habitsOf(call),
    ignored: server.faults.ignoredBy(call),
    lost: server.faults.lossOf(call),
    random: () => server.faults.random(),
    call,
  };
  if (isMint(call)) return mintToken(common);
  for (const { method, path, handle } of routes) {
    const match = path.exec(url.pathname);
    if (match === null || method !== call.method) continue;
    const apiRequest: ApiRequest = {
      ...common,
      account_id: call.account_id ?? 0,
      id: Number(match[1]),
    };
    return handle(apiRequest);
  }

  return failResult(404, 'Resource not found');
}

function strike(server: ApiServer, call: RecordedCall, kinds: readonly Fault['kind'][]) {
  const fault = server.faults.strike(call, kinds)?.fault;
  if (fault !== undefined) call.fault = fault.kind;

  return fault;
}

function isMint({ method, path }: RecordedCall): boolean {
  return method === 'POST' && path === tokenPath;
}
