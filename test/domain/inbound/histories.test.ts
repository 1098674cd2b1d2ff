import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bookingId } from '../../../domain/bookings/booking.ts';
import { nightsOf } from '../../../domain/calendar/nights.ts';
import type { Reservation } from '../../../domain/channel/reservations.ts';
import { addDays } from '../../../domain/common/day.ts';
import type { InboundJob } from '../../../domain/inbound/inbound-job.ts';
import { aReservation } from '../../builders/reservation.ts';
import { InboundWorld } from '../../fakes/inbound-world.ts';

const ids = ['1', '2', '3'] as const;
const listings = ['40199', '40200', '40201'] as const;

const change = fc.record({
  kind: fc.constant('change' as const),
  id: fc.constantFrom(...ids),
  listing: fc.constantFrom(...listings),
  arrival: fc.nat(5),
  nights: fc.integer({ min: 1, max: 4 }),
  hold: fc.constantFrom<Reservation['hold']>('holds', 'holds', 'free', 'pending'),
  /** How often the channel tells of it. */
  told: fc.nat(2),
});
/** Some jobs are worked off, in another order than they came; after so many steps the function is killed. */
const work = fc.record({
  kind: fc.constant('work' as const),
  order: fc.nat(),
  dies: fc.option(fc.nat(25), { nil: undefined }),
});
const other = fc.record({
  kind: fc.constantFrom('look' as const, 'link' as const, 'lose' as const, 'down' as const),
  dies: fc.option(fc.nat(40), { nil: undefined }),
});
const histories = fc.array(fc.oneof(change, work, other), { minLength: 1, maxLength: 25 });

const told = { kind: 'change' as const, id: '1' as const, hold: 'holds' as const, told: 1 };
const stay = { ...told, arrival: 0, nights: 1 };
const worked = { kind: 'work' as const, order: 0, dies: undefined };
/** Moved at the channel to a listing that is linked afterwards: met once in some thousand histories. */
const movedToOneLinkedLater = [
  ...[
    { ...stay, listing: '40199' as const },
    worked,
    { ...stay, listing: '40200' as const },
    worked,
  ],
  ...[
    { kind: 'link' as const, dies: undefined },
    { kind: 'look' as const, dies: undefined },
  ],
];

it('bookings end as the channel has them, each delivery is on record, and nothing is pending', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const world = new InboundWorld();
      const queue: InboundJob[] = [];
      let deliveries = 0;
      for (const event of history) {
        world.targets.now += 61_000;
        queue.push(...world.log.jobs.splice(0));
        if (event.kind === 'change') {
          const arrival = addDays('2026-07-01', event.arrival);
          const departure = addDays(arrival, event.nights);
          world.reservations.states.set(
            event.id,
            aReservation({
              ...{ external_reservation_id: event.id, external_listing_id: event.listing },
              ...{ arrival, departure, hold: event.hold },
              updated_at: new Date(world.now).toISOString(),
            }),
          );
          const name = `${event.id} at ${world.now}`;
          for (let time = 0; time < event.told; time += 1) await world.tell(event.id, name);
          deliveries += event.told;
        } else if (event.kind === 'link') world.linked.add('40200');
        else if (event.kind === 'lose') queue.pop();
        else if (event.kind === 'down') world.reservations.down = 1;
        else if (event.kind === 'look')
          await killedAfter(event.dies, world, () => world.workOff([world.catchUpJob()]));
        else if (event.kind === 'work') {
          const [job] = queue.splice(event.order % Math.max(1, queue.length), 1);
          if (job === undefined) continue;
          const fates = await killedAfter(event.dies, world, () => world.workOff([job]));
          // What is not done is delivered again.
          if (fates?.[0] === 'broken' || (fates?.[0] && !fates[0].done)) queue.push(job);
        }
      }
      world.reservations.down = 0;
      for (let time = 0; time < 2; time += 1) {
        world.targets.now += 3_600_000;
        await world.catchUp();
        await world.workOff([
          ...queue.splice(0),
          ...world.log.jobs.splice(0),
          ...world.log.pending(),
        ]);
      }

      check(world, deliveries);
    }),
    { numRuns: 200, examples: [[movedToOneLinkedLater]] },
  );
}, 120_000);

async function killedAfter<T>(
  steps: number | undefined,
  world: InboundWorld,
  run: () => Promise<T>,
): Promise<T | undefined> {
  let left = steps ?? Number.POSITIVE_INFINITY;
  world.step = async () => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  try {
    return await run();
  } finally {
    world.step = async () => {};
  }
}

function check(world: InboundWorld, deliveries: number): void {
  const rows = [...world.log.rows.values()];
  expect(rows.filter(({ source }) => source === 'webhook')).toHaveLength(deliveries);
  expect(rows.filter(({ processing_status: status }) => status === 'pending')).toEqual([]);
  const wanted = new Map<string, Set<string>>();
  for (const [id, state] of world.reservations.states) {
    if ('problem' in state) continue;
    const booking = world.bookings.all.get(bookingId(world.target.id, id));
    const listing = state.external_listing_id ?? '';
    const holds = state.hold === 'holds' && world.linked.has(listing);
    expect([id, booking?.holds ?? false]).toEqual([id, holds]);
    if (!holds || booking === undefined) continue;
    expect(booking).toMatchObject({ arrival: state.arrival, departure: state.departure });
    for (const night of nightsOf({ from: state.arrival, to: state.departure })) {
      const key = `${world.unitOf(listing)} ${night}`;
      wanted.set(key, new Set([...(wanted.get(key) ?? []), booking.id]));
    }
  }
  const closed = listings.flatMap((listing) =>
    [...world.calendars.nightsOf(world.unitOf(listing))].map(
      ([night, holders]) => [`${world.unitOf(listing)} ${night}`, new Set(holders)] as const,
    ),
  );
  expect(new Map(closed)).toEqual(wanted);
}
