import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { parseJson } from '../json.ts';
import { send } from './answer.ts';
import type { IntervalInput } from './calendar/read-interval.ts';
import type { SimulatorControl } from './control.ts';
import type { ControlHandle } from './control-route.ts';
import { faultSchema } from './faults/fault.ts';
import { readBody } from './read-body.ts';
import { bookingRoutes } from './reservations/booking-control.ts';
import { accountSchema, limitsSchema } from './simulator-options.ts';
import { webhookControlRoutes } from './webhooks/webhook-control.ts';

const someAccount = z.object({ account_id: z.int().optional() }).default({});

/** `METHOD path` -> what it does; `:id` stands for a number. Answers are JSON, `{}` when there is nothing to say. */
const routes: Record<string, ControlHandle> = {
  'GET /_control/calls': ({ control, query }) => control.calls(Number(query.get('since') ?? 0)),
  'DELETE /_control/calls': ({ control }) => control.clearCalls(),
  'GET /_control/listings': ({ control }) => control.listings(),
  'DELETE /_control/listings': ({ control }) => control.clearListings(),
  'POST /_control/listings/:id/archive': ({ control, id }) => ({
    archived: control.archiveListing(id),
  }),
  'PUT /_control/listings/:id/calendar': ({ control, id, body }) => ({
    written: control.calendars.write(id, z.custom<IntervalInput>().parse(body)),
  }),
  'GET /_control/faults': ({ control }) => control.faults(),
  'POST /_control/faults': ({ control, body }) => ({
    id: control.addFault(faultSchema.parse(body)),
  }),
  'DELETE /_control/faults': ({ control }) => control.clearFaults(),
  'DELETE /_control/faults/:id': ({ control, id }) => control.removeFault(id),
  'PUT /_control/limits': ({ control, body }) => control.setLimits(limitsSchema.parse(body)),
  'POST /_control/accounts': ({ control, body }) => control.addAccount(accountSchema.parse(body)),
  'POST /_control/tokens/revoke': ({ control, body }) =>
    control.revokeTokens(someAccount.parse(body).account_id),
  'POST /_control/tokens/restore': ({ control, body }) =>
    control.restoreTokens(someAccount.parse(body).account_id),
  ...bookingRoutes,
  ...webhookControlRoutes,
};

/** The switches of `SimulatorControl` as JSON over HTTP; a body that makes no sense is 400. */
export async function serveControl(
  control: SimulatorControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const id = /\/(\d+)(\/|$)/.exec(pathname)?.[1];
  const pattern = id === undefined ? pathname : pathname.replace(id, ':id');
  const handle = routes[`${request.method} ${pattern}`];
  const body = await readBody(request);
  if (handle === undefined)
    return send(response, { status: 404, body: { error: 'no such switch' } });
  try {
    const result = handle({
      control,
      id: Number(id),
      query: searchParams,
      body: parseJson(body ?? ''),
    });
    send(response, { status: 200, body: result ?? {} });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    send(response, { status: 400, body: { error: z.prettifyError(error) } });
  }
}
