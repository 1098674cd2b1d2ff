import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertChanges, type Condition } from '../../../domain/alerts/alert-changes.ts';
import { alertKey, type StoredAlert } from '../../../domain/alerts/alert-record.ts';
import { closesAfterMs } from '../../../domain/alerts/closing-times.ts';
import { toTimestamp } from '../../../domain/common/time.ts';
import { aCondition } from '../../builders/alert.ts';
import { aTarget } from '../../builders/target.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const minute = 60_000;
const target = aTarget();
/** What the first 48 bits of an id say (RFC 9562, version 8). */
const openedAtOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

/** What is kept of one target, and everything that was told of it. */
class Kept {
  readonly open = new Map<string, StoredAlert>();
  readonly openings: StoredAlert[] = [];
  readonly closings: StoredAlert[] = [];
  writes = 0;

  look(
    conditions: readonly Condition[],
    now: number,
    over: { looked?: (rule: string) => boolean; ended?: boolean } = {},
  ): void {
    const { looked = () => true, ended = false } = over;
    const seen = { target, open: [...this.open.values()], conditions, looked, ended };
    const { opened, kept, closed } = alertChanges(seen, now);
    for (const alert of opened) {
      expect(this.open.has(alertKey(alert))).toBe(false);
      this.open.set(alertKey(alert), alert);
    }
    for (const alert of kept) this.open.set(alertKey(alert), alert);
    for (const alert of closed) this.open.delete(alertKey(alert));
    this.openings.push(...opened);
    this.closings.push(...closed);
    this.writes += opened.length + kept.length + closed.length;
  }
}

describe('an alert', () => {
  it('opens as soon as its condition holds, and says what it says', () => {
    const kept = new Kept();

    kept.look([aCondition({ rule: 'error_rate', value: 0.2, threshold: 0.01 })], start);

    expect(kept.openings).toMatchObject([
      {
        ...{ target_id: target.id, org_id: 'demo', account_id: 'main', rule: 'error_rate' },
        ...{ value: 0.2, peak: 0.2, threshold: 0.01, listing_id: null },
        ...{ opened_at: toTimestamp(start), closed_at: null, acknowledged_at: null },
      },
    ]);
  });

  it('closes once it has not held for the time of its rule, and not a moment before', () => {
    const kept = new Kept();
    const wait = closesAfterMs.credentials_rejected;

    kept.look([aCondition()], start);
    kept.look([], start + minute);
    kept.look([], start + minute + wait - 1);
    expect(kept.closings).toEqual([]);

    kept.look([], start + minute + wait);
    expect(kept.closings).toMatchObject([{ closed_at: toTimestamp(start + minute + wait) }]);
    expect(kept.open.size).toBe(0);
  });

  it('is one alert however often its condition comes and goes within that time', () => {
    const kept = new Kept();
    for (let at = 0; at < 60; at += 1)
      kept.look(at % 2 === 0 ? [aCondition()] : [], start + at * minute);

    expect([kept.openings.length, kept.closings.length]).toEqual([1, 0]);
  });

  it('remembers the worst: the highest of most, the fewest of days that are left', () => {
    const kept = new Kept();
    for (const value of [3, 9, 4])
      kept.look(
        [
          aCondition({ rule: 'oldest_waiting_seconds', value }),
          aCondition({ rule: 'credentials_expire', value, subject: '60' }),
        ],
        start,
      );

    expect([...kept.open.values()].map(({ peak }) => peak)).toEqual([9, 3]);
  });

  it('is written down when it gets worse, and else every five minutes', () => {
    const kept = new Kept();
    const holds = [aCondition({ rule: 'error_rate', value: 0.5 })];
    for (let at = 0; at < 10; at += 1) kept.look(holds, start + at * minute);
    expect(kept.writes).toBe(2);
    const [alert] = kept.open.values();
    expect(alert?.last_seen_at).toBe(toTimestamp(start + 5 * minute));
  });

  it('stays as it is where its rule was not looked at', () => {
    const kept = new Kept();
    kept.look([aCondition({ rule: 'content_refused' })], start);
    kept.look([], start + 1_000 * minute, { looked: (rule) => rule !== 'content_refused' });

    expect(kept.writes).toBe(1);
  });

  it('closes at once when its target is gone', () => {
    const kept = new Kept();
    kept.look([aCondition()], start);
    kept.look([], start + 1, { looked: () => false, ended: true });

    expect(kept.closings).toHaveLength(1);
  });

  it('has an id that tells when it was opened, and that of another time is another', () => {
    const kept = new Kept();
    kept.look([aCondition({ rule: 'credentials_expired' })], start);
    kept.look([], start + minute);
    kept.look([aCondition({ rule: 'credentials_expired' })], start + 2 * minute);

    const ids = kept.openings.map(({ id }) => id);
    expect(ids.map(openedAtOf)).toEqual([start, start + 2 * minute]);
    expect(ids).toEqual(ids.toSorted());
  });
});

const rules = [
  'credentials_rejected',
  'error_rate',
  'content_refused',
  'credentials_expire',
] as const;
const conditions = fc.uniqueArray(
  fc.record({ rule: fc.constantFrom(...rules), subject: fc.constantFrom('-', 'a', 'b') }),
  { selector: alertKey },
);
const histories = fc.array(
  fc.record({ after: fc.integer({ min: 1, max: 90 * minute }), holding: conditions }),
  { maxLength: 40 },
);

it('of a thing one alert is open, told once when it opens and once when it closes, and none outlives its condition', () => {
  fc.assert(
    fc.property(histories, (looks) => {
      const kept = new Kept();
      const heldLast = new Map<string, number>();
      const missedFirst = new Map<string, number>();
      let now = start;
      for (const { after, holding } of looks) {
        now += after;
        kept.look(holding.map(aCondition), now);
        for (const condition of holding) {
          heldLast.set(alertKey(condition), now);
          missedFirst.delete(alertKey(condition));
          // Opens at once, and stays.
          expect(kept.open.has(alertKey(condition))).toBe(true);
        }
        for (const key of heldLast.keys())
          if (heldLast.get(key) !== now && !missedFirst.has(key)) missedFirst.set(key, now);
        for (const [key, { rule }] of kept.open)
          if (heldLast.get(key) !== now)
            expect(now - (missedFirst.get(key) ?? now)).toBeLessThan(closesAfterMs[rule]);
      }
      const opened = kept.openings.map(({ id }) => id);
      const closed = kept.closings.map(({ id }) => id);
      const open = [...kept.open.values()].map(({ id }) => id);
      expect(new Set(opened).size).toBe(opened.length);
      expect([...closed, ...open].toSorted()).toEqual(opened.toSorted());
    }),
  );
});
