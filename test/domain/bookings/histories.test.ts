import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyReservation } from '../../../domain/bookings/apply-reservation.ts';
import { bookingId } from '../../../domain/bookings/booking.ts';
import { nightsOf } from '../../../domain/calendar/nights.ts';
import type { Reservation } from '../../../domain/channel/reservations.ts';
import { addDays } from '../../../domain/common/day.ts';
import type { DomainEvent } from '../../../domain/common/domain-event.ts';
import { toTimestamp } from '../../../domain/common/time.ts';
import { aReservation } from '../../builders/reservation.ts';
import { aTarget } from '../../builders/target.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
import { FakeBookings } from '../../fakes/fake-bookings.ts';
import { FakeCalendars } from '../../fakes/fake-calendars.ts';

const { id: target_id, ...tenant } = aTarget();
const now = Date.parse('2026-06-01T12:00:00.000Z');
const reservations = ['1', '2', '3'] as const;
/** The last one is linked to no unit. */
const listings = ['101', '102', '103'] as const;
const unitOf = (listing: string) => uuidOf(Number(listing));

class Killed extends Error {}

/** A change at the channel: of one reservation, to a listing, dates and a status. */
const changes = fc.record({
  id: fc.constantFrom(...reservations),
  listing: fc.constantFrom(...listings),
  arrival: fc.nat(6),
  nights: fc.integer({ min: 1, max: 5 }),
  hold: fc.constantFrom<Reservation['hold']>('holds', 'holds', 'free', 'pending'),
});
/** What gets to us of it: the state as it is now or as it was, twice perhaps, by several at once, and killed after so many steps. */
const deliveries = fc.array(
  fc.record({
    id: fc.constantFrom(...reservations),
    back: fc.nat(2),
    dies: fc.option(fc.nat(12), { nil: undefined }),
  }),
  { maxLength: 4 },
);
const histories = fc.array(fc.record({ change: changes, deliveries }), {
  minLength: 1,
  maxLength: 10,
});

it('whatever happens in whatever order, bookings and nights end as the channel has them', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.scheduler(), async (history, scheduler) => {
      const world = new World();
      for (const { change, deliveries: some } of history) {
        world.change(change);
        const runs = some.map(({ id, back, dies }) => world.deliver(id, { back, dies, scheduler }));
        await scheduler.waitFor(Promise.all(runs));
      }
      // What was lost or killed is found by the catch-up.
      for (const id of reservations) await world.deliver(id, {});

      world.check();
    }),
    { numRuns: 300 },
  );
}, 120_000);

it('several at once who do not die leave nothing to mend, whichever of them knows most', async () => {
  const some = fc.array(changes, { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(some, fc.scheduler(), async (history, scheduler) => {
      const world = new World();
      for (const change of history) {
        world.change(change);
        await world.deliver(change.id, {});
      }
      const last = new Map(history.map((change) => [change.id, change]));
      for (const change of last.values())
        world.change({ ...change, arrival: change.arrival + 10, nights: 2 });
      const runs = reservations.flatMap((id) =>
        [1, 0].map((back) => world.deliver(id, { back, scheduler })),
      );
      await scheduler.waitFor(Promise.all(runs));

      world.check();
    }),
    { numRuns: 300 },
  );
}, 120_000);

class World {
  readonly #history = new Map<string, Reservation[]>();
  readonly #events: DomainEvent[] = [];
  #clock = now;
  readonly #store = new FakeBookings();
  readonly #calendars = new FakeCalendars();

  change({ id, listing, arrival, nights, hold }: Record<string, unknown> & { id: string }): void {
    this.#clock += 1_000;
    const from = addDays('2026-07-01', Number(arrival));
    const state = aReservation({
      ...{ external_reservation_id: id, external_listing_id: String(listing) },
      ...{ arrival: from, departure: addDays(from, Number(nights)) },
      ...{ hold: hold as Reservation['hold'], updated_at: toTimestamp(this.#clock) },
    });
    this.#history.set(id, [...(this.#history.get(id) ?? []), state]);
  }

  async deliver(
    id: string,
    {
      back = 0,
      dies,
      scheduler,
    }: { back?: number; dies?: number | undefined; scheduler?: fc.Scheduler },
  ): Promise<void> {
    const states = this.#history.get(id) ?? [];
    const reservation = states.at(-1 - back) ?? states[0];
    if (reservation === undefined) return;
    let steps = 0;
    const step = async () => {
      await scheduler?.schedule(Promise.resolve());
      steps += 1;
      if (dies !== undefined && steps > dies) throw new Killed();
    };
    const listing = reservation.external_listing_id ?? '';
    const linked =
      listing === '103'
        ? undefined
        : { unit_id: unitOf(listing), listing_id: uuidOf(Number(listing) + 1_000) };
    const incoming = { tenant, target_id, reservation, linked, pending_holds: false };
    try {
      await applyReservation(incoming, 'a'.repeat(32), this.#depsOf(step));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }

  #depsOf(step: () => Promise<void>) {
    return {
      bookings: stepped(this.#store, step),
      calendars: stepped(this.#calendars, step),
      clock: () => this.#clock,
      events: {
        publish: async (events: readonly DomainEvent[]) => {
          await step();
          this.#events.push(...events);
        },
      },
      report: () => {},
    };
  }

  check(): void {
    const wanted = new Map(listings.map((listing) => [listing, new Map<string, Set<string>>()]));
    for (const [id, states] of this.#history) {
      const state = states.at(-1);
      const listing = listings.find((one) => one === state?.external_listing_id);
      const holds = state?.hold === 'holds' && listing !== '103';
      const booking = this.#store.all.get(bookingId(target_id, id));
      expect([id, booking?.holds ?? false]).toEqual([id, holds]);
      if (booking !== undefined) {
        expect(booking).toMatchObject({ to_tell: null });
        expect(booking.channel_updated_at).toBe(state?.updated_at);
        const { status, arrival, departure } = booking;
        const told = this.#events.filter(({ booking: one }) => one?.id === booking.id);
        expect(told.map(({ booking: one }) => one)).toContainEqual(
          expect.objectContaining({ status, arrival, departure }),
        );
      }
      if (!holds || state === undefined || listing === undefined || booking === undefined) continue;
      for (const night of nightsOf({ from: state.arrival, to: state.departure })) {
        const nights = wanted.get(listing);
        nights?.set(night, new Set([...(nights.get(night) ?? []), booking.id]));
      }
    }
    for (const [listing, nights] of wanted) this.#checkUnit(listing, nights);
  }

  /** Each night is wanted by whom it should be, and whoever is not the first there is in a conflict with whoever is. */
  #checkUnit(listing: string, wanted: ReadonlyMap<string, ReadonlySet<string>>): void {
    const closed = this.#calendars.nightsOf(unitOf(listing));
    expect([...closed.keys()].sort()).toEqual([...wanted.keys()].sort());
    const collisions = new Map<string, Set<string>>();
    for (const [night, [first = '', ...waiting]] of closed) {
      expect(new Set([first, ...waiting])).toEqual(wanted.get(night));
      for (const id of waiting)
        collisions.set(id, new Set([...(collisions.get(id) ?? []), `${night} ${first}`]));
    }
    for (const booking of this.#store.all.values()) {
      if (booking.unit_id !== unitOf(listing)) continue;
      const told = (booking.conflict ?? []).flatMap((collision) =>
        nightsOf(collision).map((night) => `${night} ${collision.holder.id}`),
      );
      expect(new Set(told)).toEqual(collisions.get(booking.id) ?? new Set());
    }
  }
}

/** A store each of whose requests is a step, at which others get their turn or it is killed. */
function stepped<T extends object>(store: T, step: () => Promise<void>): T {
  return new Proxy(store, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        await step();
        return Reflect.apply(value, target, args);
      };
    },
  });
}
