import { beforeEach, expect, it } from 'vitest';
import type { SaidNight } from '../../../domain/availability/said-night.ts';
import { plainNight } from '../../../domain/calendar/night.ts';
import { addDays } from '../../../domain/common/day.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const night = (days: number) => addDays('2026-06-01', days);
const dayMs = 86_400_000;

let world: SyncWorld;
let shown: Map<string, SaidNight>;
beforeEach(async () => {
  world = new SyncWorld();
  world.link();
  const booked = { claimants: [{ kind: 'booking' as const, id: 'b-1' }] };
  world.calendar.set(night(3), booked).set(night(4), booked).set(night(5), booked);
  world.calendar.set(night(9), { ...plainNight, price: 10_000, min_nights: 2 });
  await world.settle();
  world.calendar.set(night(5), plainNight);
  world.mark({ sync_status: 'pending' });
  await world.settle();
  shown = world.channel.shown.get('ext-1') ?? new Map();
  world.channel.calls.length = 0;
});

/** The sweeper brings the listing when it is due. */
async function due(): Promise<void> {
  world.now = Math.max(world.now, Date.parse(world.listing().due_at ?? ''));
  await world.settle();
}

it('reads back once a day what was told, and tells nothing when it is there', async () => {
  const began = world.now;

  await due();
  await due();

  expect(world.now - began).toBeLessThan(2 * dayMs + 60_000);
  expect(world.channel.readBacks).toBe(2);
  expect(world.channel.writes).toEqual([]);
  expect(world.listing()).toMatchObject({ sync_status: 'ok' });
  expect(world.troubles).toEqual([]);
});

it('tells again what is open there though it is taken here, or costs something else', async () => {
  const there = Object.fromEntries(shown);
  shown.set(night(3), { closed: false });
  shown.set(night(9), { price: 9_000, min_nights: 2 });

  await due();

  expect(Object.fromEntries(shown)).toEqual(there);
  expect(world.channel.writes).toEqual(['nights']);
  expect(world.troubles).toMatchObject([{ event: 'nights-differ', told_again: 2 }]);
  expect(world.listing()).toMatchObject({ sync_status: 'ok' });
});

it('leaves closed what is closed there, and says so', async () => {
  shown.set(night(5), { closed: true });
  shown.set(night(20), { closed: true });

  await due();

  expect(shown.get(night(5))).toEqual({ closed: true });
  expect(world.channel.writes).toEqual([]);
  expect(world.troubles).toMatchObject([{ event: 'nights-differ', closed_there: 1 }]);
});

it('asks again in an hour when the channel does not let its calendar be read', async () => {
  world.channel.calendarFails = true;
  await due();
  expect(Date.parse(world.listing().due_at ?? '') - world.now).toBeLessThanOrEqual(3_600_000);

  world.channel.calendarFails = false;
  await due();
  expect(world.channel.readBacks).toBe(1);
});

it('reads nothing of a listing that was told of no night', async () => {
  world = new SyncWorld();
  world.link();
  await world.settle();

  expect(world.listing().due_at).toBeUndefined();
});
