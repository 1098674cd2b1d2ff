import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dayOf } from '../../domain/common/day.ts';
import { type HostawaySimulator, startHostawaySimulator } from '../hostaway/simulator.ts';
import { demoAccount } from '../hostaway/simulator-options.ts';
import type { DemoWorld } from './demo-world.ts';
import { NotConvergedError, type Run } from './run.ts';

const patienceMs = 60_000;

/** A guest books at another channel, and the nights are closed here: with the times it takes. */
export async function guestBooks(run: Run): Promise<void> {
  const { world, screen } = run;
  const elsewhere = await startHostawaySimulator();
  try {
    const [unit] = world.wanted.values();
    const listing = await listElsewhere(world, elsewhere, unit?.id ?? '');
    const since = world.simulator.calls().at(-1)?.seq ?? 0;
    const arrivalDate = addDays(dayOf(Date.now()), 14);
    const booked = Date.now();
    elsewhere.control.bookings.book({
      ...{ listingMapId: listing, arrivalDate, departureDate: addDays(arrivalDate, 3) },
    });

    const told = await until(run, 'told of it', () =>
      elsewhere.control.deliveries().find(({ event, status }) => event !== null && status === 200),
    );
    const closed = await until(run, 'closed at the first channel', () =>
      world.simulator.calls(since).find(({ path }) => path.endsWith('/calendarIntervals')),
    );
    const after = (at: number) => `${((at - booked) / 1000).toFixed(2)} s`;
    screen.say(
      `A guest booked ${unit?.name} for three nights at a second channel: on record here after ${after(told.at + (told.duration_ms ?? 0))}, closed at the first channel after ${after(closed.at)}.`,
    );
  } finally {
    await elsewhere.stop();
  }
}

/** The number of the unit's listing at a channel from which bookings come in. */
async function listElsewhere(
  { client }: DemoWorld,
  elsewhere: HostawaySimulator,
  unit_id: string,
): Promise<number> {
  const { id } = await client.createTarget({
    ...{ name: 'Another channel', channel_type: 'hostaway', sync_mode: 'api' },
    base_url: elsewhere.url,
    credentials: { account_id: String(demoAccount.id), api_key: demoAccount.api_key },
  });
  await client.letBookingsIn(id);
  const listing = await client.link({ target_id: id, unit_id });
  for (const deadline = Date.now() + patienceMs; ; await sleep(100)) {
    const { external_listing_id } = await client.listing(listing.id);
    if (external_listing_id !== null) return Number(external_listing_id);
    if (Date.now() > deadline)
      throw new NotConvergedError('the unit was not published at the second channel');
  }
}

async function until<T>({ signal }: Run, what: string, look: () => T | undefined): Promise<T> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(20)) {
    signal.throwIfAborted();
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new NotConvergedError(`the booking was not ${what}`);
  }
}
