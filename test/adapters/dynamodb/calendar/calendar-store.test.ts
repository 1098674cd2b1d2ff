import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoCalendarStore } from '../../../../adapters/dynamodb/calendar/calendar-store.ts';
import type { CalendarWriter } from '../../../../domain/calendar/calendar-store.ts';
import {
  claimNights,
  NightsTakenError,
  releaseNights,
} from '../../../../domain/calendar/claim-nights.ts';
import { type Holder, holdersAt, isSame, plainNight } from '../../../../domain/calendar/night.ts';
import { nightsOf } from '../../../../domain/calendar/nights.ts';
import { operatorsBlock, putRanges } from '../../../../domain/calendar/put-ranges.ts';
import { addDays } from '../../../../domain/common/day.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let calendars: DynamoCalendarStore;

beforeAll(async () => {
  database = await startDynamoDb();
  calendars = new DynamoCalendarStore(database.documentClient, database.tables.channels);
});
afterAll(() => database.stop());

const first = '2027-01-27';
/** Around the end of a month, so that claims are of one or two items. */
const days = 10;
const all = { from: first, to: addDays(first, days) };

const range = fc.tuple(fc.nat(days - 1), fc.integer({ min: 1, max: 5 })).map(([at, nights]) => ({
  from: addDays(first, at),
  to: addDays(first, Math.min(days, at + nights)),
}));
const who = fc.record({
  kind: fc.constantFrom('booking' as const, 'hold' as const, 'feed' as const),
  id: fc.constantFrom('1', '2', '3'),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('claim' as const), who, range }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('release' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('put' as const),
      range,
      status: fc.constantFrom('open' as const, 'closed' as const),
    }),
  },
);
/** At a moment each holder does one thing: what it does next, it does after the answer. */
const moment = fc.record({
  steps: fc.uniqueArray(step, {
    minLength: 1,
    maxLength: 6,
    selector: (one) => ('who' in one ? `${one.who.kind}${one.who.id}` : 'operator'),
  }),
  minutes: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Told {
  readonly holder: Holder;
  readonly nights: readonly string[];
  /** Those it was told it has. */
  readonly has: ReadonlySet<string>;
  readonly until: number;
}

/** A calendar, and what its holders were told. */
class World {
  readonly unit: CalendarWriter = {
    ...{ org_id: 'demo', account_id: 'main', unit_id: randomUUID() },
    trace_id: 'a'.repeat(32),
  };
  readonly told = new Map<string, Told>();
  now = Date.parse('2026-12-01T00:00:00.000Z');
  readonly deps = { calendars, clock: () => this.now };

  async do(step: Step): Promise<void> {
    if (step.does === 'put') {
      await putRanges(this.unit, [{ ...step.range, status: step.status }], this.deps);
      this.#tellOperator(step);
    } else if (step.does === 'release') {
      await releaseNights(this.unit, step.who, this.deps);
      this.told.delete(keyOf(step.who));
    } else await this.#claim(step.who, step.range);
  }

  /** By date: who has it, and who waits. */
  async nights() {
    const months = await calendars.read(this.unit, [all]);
    const stored = new Map(months.flatMap(({ nights }) => [...nights]));

    return new Map(
      nightsOf(all).map((date) => [date, holdersAt(stored.get(date) ?? plainNight, this.now)]),
    );
  }

  async #claim(holder: Holder, range: { from: string; to: string }): Promise<void> {
    const ends = holder.kind === 'hold' ? this.now + 15 * 60_000 : undefined;
    try {
      const { waiting } = await claimNights(
        this.unit,
        {
          ...{ holder, ...range, waits: ends === undefined },
          ...(ends !== undefined && { until: new Date(ends).toISOString() }),
        },
        this.deps,
      );
      const not = new Set(waiting.map(({ date }) => date));
      const nights = nightsOf(range);
      const has = new Set(nights.filter((date) => !not.has(date)));
      this.told.set(keyOf(holder), { holder, nights, has, until: ends ?? Infinity });
    } catch (error) {
      if (!(error instanceof NightsTakenError)) throw error;
      expect(error.errors.length).toBeGreaterThan(0);
    }
  }

  #tellOperator({ range, status }: Step & { does: 'put' }): void {
    const before = this.told.get('operator')?.nights ?? [];
    const named = nightsOf(range);
    const others = before.filter((date) => !named.includes(date));
    const nights = status === 'closed' ? [...others, ...named] : others;
    const told = { holder: operatorsBlock, nights, has: new Set<string>(), until: Infinity };
    this.told.set('operator', told);
  }
}

function keyOf({ kind, id }: Holder): string {
  return `${kind}${id}`;
}

async function expectAllTrue(world: World): Promise<void> {
  const live = [...world.told.values()].filter(({ until }) => until > world.now);
  for (const [date, holders] of await world.nights()) {
    const wanting = live.filter(({ nights }) => nights.includes(date)).map(({ holder }) => holder);
    // Nobody is lost, nobody is there who does not want it, and none is there twice.
    expect(
      holders
        .filter((one) => one !== null)
        .map(keyOf)
        .sort(),
      date,
    ).toEqual(wanting.map(keyOf).sort());
    // Who was told to have a night has it: of two who were, one would not.
    for (const { holder, has } of live)
      if (has.has(date)) expect(holders[0] && isSame(holders[0], holder), date).toBe(true);
  }
}

describe('a calendar that many write to at once', () => {
  it('has one holder for each night, loses no claim, and is free when all have gone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 6 }), async (moments) => {
        const world = new World();
        for (const { steps, minutes } of moments) {
          await Promise.all(steps.map((one) => world.do(one)));
          await expectAllTrue(world);
          world.now += minutes * 60_000;
          await expectAllTrue(world);
        }
        for (const { holder } of world.told.values())
          if (holder.kind === 'block')
            await putRanges(world.unit, [{ ...all, status: 'open' }], world.deps);
          else await releaseNights(world.unit, holder, world.deps);
        const left = [...(await world.nights()).values()].flat();
        expect(left.filter((one) => one !== null)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('takes a stay of all the nights there are, and its move, in one transaction each', async () => {
    const { unit, deps } = new World();
    const holder: Holder = { kind: 'booking', id: 'long' };
    const stay = { from: '2027-01-31', to: addDays('2027-01-31', 1100) };
    await claimNights(unit, { holder, ...stay, waits: true }, deps);
    const next = { from: stay.to, to: addDays(stay.to, 1100) };

    expect(await claimNights(unit, { holder, ...next, waits: true }, deps)).toEqual({
      waiting: [],
      changed: [{ from: stay.from, to: next.to }],
    });
    expect(await releaseNights(unit, holder, deps)).toEqual([next]);
    expect(await releaseNights(unit, holder, deps)).toBeUndefined();
  });
});
