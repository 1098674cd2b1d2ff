import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SaidNight } from '../../../domain/availability/said-night.ts';
import { type Night, plainNight } from '../../../domain/calendar/night.ts';
import { nightsOf } from '../../../domain/calendar/nights.ts';
import { addDays } from '../../../domain/common/day.ts';
import type { Fate } from '../../fakes/fake-channel.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const booked = { claimants: [{ kind: 'booking' as const, id: 'b-1' }] };
const today = '2026-06-01';
const night = (days: number) => addDays(today, days);

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

/** The unit has a listing at the channel that is in order. */
async function published(): Promise<void> {
  world.link();
  await world.settle();
  world.channel.calls.length = 0;
}

function put(date: string, value: Night): void {
  world.calendar.set(date, value);
  world.mark({ sync_status: 'pending' });
}

const shown = () => Object.fromEntries(world.channel.shown.get('ext-1') ?? []);
const nightsCalls = () => world.channel.writes.filter((method) => method === 'nights');
const rows = () => [...world.store.audits.values()];

describe('the nights of a listing', () => {
  it('are told after it is made, with a row of their own', async () => {
    world.calendar.set(night(3), booked);
    world.link();

    await world.settle();

    expect(world.channel.writes).toEqual(['create', 'nights']);
    expect(shown()).toEqual({ [night(3)]: { closed: true } });
    expect(world.listing()).toMatchObject({ sync_status: 'ok', error_message: null });
    expect(rows().map(({ resource, outcome }) => [resource, outcome])).toEqual([
      ['content', 'success'],
      ['calendar', 'success'],
    ]);
  });

  it('are told before its content, in one call, when both have changed', async () => {
    await published();
    world.changeUnit('Villa Bianca', 2);
    put(night(1), { ...plainNight, price: 12_300 });

    await world.settle();

    expect(world.channel.writes).toEqual(['nights', 'update']);
    expect(shown()).toEqual({ [night(1)]: { price: 12_300 } });
    expect(world.listing()).toMatchObject({ sync_status: 'ok', last_sync_version: 2 });
  });

  it('are not told when nothing is said of them, or nothing new', async () => {
    await published();
    world.mark({ sync_status: 'pending' });
    await world.settle();
    expect(world.channel.writes).toEqual([]);

    put(night(1), booked);
    await world.settle();
    world.mark({ sync_status: 'pending' });
    await world.settle();

    expect(world.channel.writes).toEqual(['nights']);
  });

  it('are opened again, and cost what the unit costs, once that was said of them', async () => {
    await published();
    put(night(1), { ...booked, price: 9_900 });
    await world.settle();
    world.changeUnit('Villa Azzurra', 2, { base_nightly_rate: 7_700 });
    put(night(1), plainNight);

    await world.settle();

    expect(shown()).toEqual({ [night(1)]: { closed: false, price: 7_700 } });
  });

  it('are told in as many calls as they need, those that are closed first', async () => {
    await published();
    for (let day = 0; day < 14; day += 1)
      world.calendar.set(night(2 * day), { ...plainNight, price: 10_000 + day });
    put(night(27), booked);

    await world.settle();

    expect(nightsCalls()).toHaveLength(3);
    const [first] = rows().filter(({ resource }) => resource === 'calendar');
    expect(JSON.parse(first?.request_excerpt ?? '')[0]).toMatchObject({
      ...{ from: night(27), closed: true },
    });
    expect(Object.keys(shown())).toHaveLength(15);
  });

  it('are closed when a hold begins, and open again when it ends, though nobody asks', async () => {
    await published();
    const until = new Date(world.now + 20 * 60_000).toISOString();
    put(night(2), { claimants: [{ kind: 'hold', id: 'h-1', until }] });

    await world.pass();
    expect(shown()).toEqual({ [night(2)]: { closed: true } });
    expect(world.listing()).toMatchObject({ sync_status: 'ok', due_at: until });

    world.now = Date.parse(until);
    await world.settle();
    expect(shown()).toEqual({ [night(2)]: { closed: false } });
    // When the channel's calendar is read back.
    expect(Date.parse(world.listing().due_at ?? '')).toBeGreaterThan(world.now + 43_200_000);
  });

  it('are told again where others have another opinion of them, when everything is', async () => {
    await published();
    for (let day = 0; day < 14; day += 2) world.calendar.set(night(day), booked);
    put(night(20), { ...plainNight, price: 5_000 });
    await world.settle();
    world.channel.shown.clear();
    world.mark({
      ...{ resync_id: '99999999-9999-4999-8999-999999999999', sync_status: 'pending' },
    });

    await world.settle();

    expect(Object.keys(shown())).toHaveLength(8);
    expect(world.channel.calls.filter(({ method }) => method === 'update')).toHaveLength(1);
  });
});

describe('nights that the channel does not take', () => {
  beforeEach(async () => {
    await published();
    world.channel.fates = ['refused'];
    world.changeUnit('Villa Bianca', 2);
    put(night(1), booked);
    await world.settle();
  });

  it('hold up no content, and are what is wrong with the listing', () => {
    expect(world.channel.writes).toEqual(['nights', 'update']);
    expect(world.listing()).toMatchObject({
      ...{ sync_status: 'error', error_message: 'refused', last_sync_version: 2 },
    });
  });

  it('are not tried again with each change of the content', async () => {
    world.changeUnit('Villa Celeste', 3);
    await world.settle();

    expect(world.channel.writes).toEqual(['nights', 'update', 'update']);
    expect(world.listing()).toMatchObject({ sync_status: 'error', error_message: 'refused' });
  });

  it('are when they change, or an operator asks for it', async () => {
    put(night(2), booked);
    await world.settle();
    expect(shown()).toEqual({ [night(1)]: { closed: true }, [night(2)]: { closed: true } });
    expect(world.listing()).toMatchObject({ sync_status: 'ok', error_message: null });

    world.channel.fates = ['refused'];
    put(night(3), booked);
    await world.settle();
    const request_id = '88888888-8888-4888-8888-888888888888';
    world.mark({ sync_status: 'pending', request_id, retry_count: 0 });
    await world.settle();
    expect(shown()).toMatchObject({ [night(3)]: { closed: true } });
    expect(world.listing()).toMatchObject({ sync_status: 'ok' });
  });
});

describe('nights whose call has no clear answer', () => {
  it.each(['down', 'lost', 'late'] as const)(
    'are told again (%s), and twice if need be',
    async (fate) => {
      await published();
      world.channel.fates = [fate];
      put(night(1), booked);

      await world.settle();

      expect(shown()).toEqual({ [night(1)]: { closed: true } });
      expect(world.listing()).toMatchObject({ sync_status: 'ok' });
      expect(world.listing().nights).toEqual({ accepted: 2, checked_at: expect.any(Number) });
    },
  );

  it('are opened though nothing is known of their having been closed', async () => {
    await published();
    world.channel.fates = ['lost'];
    put(night(1), booked);
    await world.pass();
    put(night(1), plainNight);

    await world.settle();

    expect(shown()).toEqual({ [night(1)]: { closed: false } });
  });
});

interface Step {
  readonly kind: 'book' | 'free' | 'price' | 'wait' | 'pass' | 'die' | 'rename';
  readonly day: number;
  readonly fate: Fate;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('book', 'free', 'price', 'wait', 'pass', 'pass', 'pass', 'die', 'rename'),
  day: fc.integer({ min: 0, max: 7 }),
  fate: fc.constantFrom(
    'ok',
    'ok',
    'ok',
    'lost',
    'lost',
    'late',
    'down',
    'unsent',
    'refused',
    'limited',
  ),
});

it('show what the calendar says, whatever was lost, late or refused on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      world = new SyncWorld();
      await published();
      const touched = new Set<string>();
      let version = 1;
      for (const { kind, day, fate } of steps) {
        const date = night(day);
        const before = world.calendar.get(date) ?? plainNight;
        if (fate !== 'ok') world.channel.fates.push(fate);
        if (kind === 'book') put(date, { ...before, ...booked });
        if (kind === 'free') put(date, { ...before, claimants: [] });
        if (kind === 'price') put(date, { ...before, price: 1_000 * (day + version) });
        if (['book', 'price'].includes(kind)) touched.add(date);
        if (kind === 'rename') {
          version += 1;
          world.changeUnit(`Villa ${version}`, version);
        }
        if (kind === 'wait') world.now += 45_000 * day;
        if (kind === 'die') {
          world.store.beforeClose = () => {
            world.store.beforeClose = () => undefined;
            throw new Error('the worker dies');
          };
        }
        if (['pass', 'die'].includes(kind)) await world.pass().catch(() => undefined);
      }
      world.channel.fates = [];
      world.mark({
        request_id: '77777777-7777-4777-8777-777777777777',
        sync_status: 'pending',
        retry_count: 0,
      });
      await world.settle(200);
      world.now += 300_000;
      world.channel.tick();

      const [external] = [...world.channel.remote.keys()];
      const at = world.channel.shown.get(external ?? '') ?? new Map<string, SaidNight>();
      for (const date of nightsOf({ from: today, to: night(8) })) {
        const is = at.get(date) ?? {};
        const { claimants, price } = world.calendar.get(date) ?? plainNight;
        expect(is.closed ?? false, date).toBe(claimants.length > 0);
        if (price !== undefined) expect(is.price, date).toBe(price);
        if (!touched.has(date)) expect(is, date).toEqual({});
      }
      expect(world.listing()).toMatchObject({ sync_status: 'ok', error_message: null });
    }),
    { numRuns: 200 },
  );
});
