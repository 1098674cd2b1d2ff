import type { HostawaySimulator } from '../../../../local/hostaway/simulator.ts';
import type { SimulatorOptions } from '../../../../local/hostaway/simulator-options.ts';
import type { WebhookHabitsInput } from '../../../../local/hostaway/webhooks/webhook-habits.ts';
import { type Reply, ScriptedServer } from '../../../fakes/scripted-server.ts';
import { aListing, aSimulator, ask } from '../caller.ts';

export const taken: Reply = { status: 200 };

interface Hooked extends AsyncDisposable {
  readonly simulator: HostawaySimulator;
  readonly receiver: ScriptedServer;
  readonly webhookId: number;
  readonly listingMapId: number;
  /** Bodies that have arrived. */
  bodies(): Record<string, unknown>[];
  book(over?: Record<string, unknown>): number;
}

/** A simulator whose events go to a receiver that answers what it is told; no ping, and minutes that are short. */
export async function hooked(
  replies: readonly Reply[],
  {
    webhook = {},
    webhookHabits = {},
    ...options
  }: Omit<SimulatorOptions, 'webhookHabits'> & {
    webhook?: Record<string, unknown>;
    webhookHabits?: WebhookHabitsInput;
  } = {},
): Promise<Hooked> {
  const receiver = await ScriptedServer.start(...replies);
  const simulator = await aSimulator({
    webhookMinuteMs: 10,
    webhookHabits: { ping: false, ...webhookHabits },
    ...options,
  });
  const listingMapId = await aListing(simulator);
  const made = await ask(simulator, 'POST /v1/webhooks/unifiedWebhooks', {
    body: { url: `${receiver.url}/events`, ...webhook },
  });

  return {
    simulator,
    receiver,
    webhookId: made.body.result.id,
    listingMapId,
    bodies: () => receiver.requests.map(({ body }) => JSON.parse(body)),
    book: (over = {}) =>
      simulator.control.bookings.book({
        listingMapId,
        arrivalDate: '2030-06-02',
        departureDate: '2030-06-04',
        ...over,
      }),
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}
