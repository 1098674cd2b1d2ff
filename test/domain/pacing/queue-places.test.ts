import { describe, expect, it } from 'vitest';
import { isQueue, placesFor, withoutIdlePlaces } from '../../../domain/pacing/queue-places.ts';
import {
  emptyLog,
  type Reservation,
  type ReserveRequest,
  type WindowLog,
  type WindowPolicy,
} from '../../../domain/pacing/window.ts';

const now = 1_000_000;
/** A live call a second; replays three quarters of that. */
const policy: WindowPolicy = {
  limits: [{ max_weight: 10, window_ms: 10_000 }],
  margin_ms: 2_000,
  clock_ms: 50,
  min_gap_ms: 100,
};
const ask: ReserveRequest = {
  ...{ policy, now, count: 4, kind: 'live', until: now + 1_500, queues: true },
};

/** So many calls, the first of them so long ago. */
function callsSince(ago: number, count: number, rest: Partial<Reservation> = {}): Reservation[] {
  return Array.from({ length: count }, (_, index) => ({ t: now - ago + index * 10, ...rest }));
}

function logOf(reserved: readonly Reservation[], rest: Partial<WindowLog> = {}): WindowLog {
  return { ...emptyLog, reserved, ...rest };
}

/** Times from now on. */
function ahead(places: readonly number[]): number[] {
  return places.map((place) => place - now);
}

describe('whoever finds no start', () => {
  it('waits in a queue whose window opens within a minute', () => {
    expect(isQueue(now + 60_000, now)).toBe(true);
    expect(isQueue(now + 60_001, now)).toBe(false);
  });

  it('has no place where all had starts', () => {
    const log = logOf([], { promised: { live: now + 5_000 }, promised_again: { live: now } });

    expect(placesFor({ left: 0, next: null }, log, ask)).toEqual({
      places: [],
      promised: { live: now + 5_000 },
      promised_again: { live: now },
    });
  });

  it('comes when the gap allows it while the window has room, then when the first call leaves it, then at its pace', () => {
    const log = logOf(callsSince(5_000, 7));

    const { places, promised, promised_again } = placesFor({ left: 5, next: now }, log, {
      ...{ ...ask, count: 5 },
    });

    expect(ahead(places)).toEqual([0, 100, 200, 5_000, 5_970]);
    expect(promised).toEqual({ live: now + 6_940 });
    expect(promised_again).toEqual({});
  });

  it('never comes before the gaps of those in front have passed, though the first call leaves the window meanwhile', () => {
    const log = logOf(callsSince(9_900, 7));

    const { places } = placesFor({ left: 4, next: now }, log, ask);

    expect(ahead(places)).toEqual([0, 100, 200, 300]);
  });

  it('is behind those who were told their places before', () => {
    const log = logOf(callsSince(5_000, 7));
    const next = (promised: number) =>
      ahead(
        placesFor({ left: 2, next: now }, { ...log, promised: { live: now + promised } }, ask)
          .places,
      );

    expect(next(100)).toEqual([100, 200]);
    expect(next(150)).toEqual([200, 5_000]);
    expect(next(4_999)).toEqual([5_000, 5_970]);
    expect(next(5_000)).toEqual([5_000, 5_970]);
    expect(next(6_940)).toEqual([6_940, 7_910]);
  });

  it('is in front of all who come for the first time when it has come at its place, at a pace of its own', () => {
    const log = logOf(callsSince(3_000, 10), { promised: { live: now + 20_000 } });

    const { places, promised, promised_again } = placesFor({ left: 4, next: now + 7_000 }, log, {
      ...{ ...ask, returning: 2 },
    });

    expect(ahead(places)).toEqual([7_000, 7_800, 20_580, 21_550]);
    expect(promised).toEqual({ live: now + 22_520 });
    expect(promised_again).toEqual({ live: now + 8_600 });
  });

  it('is behind others who have come in vain, and does not move those who have not', () => {
    const log = logOf(callsSince(3_000, 10), { promised_again: { live: now + 8_600 } });

    const { places, promised, promised_again } = placesFor({ left: 2, next: now + 7_000 }, log, {
      ...{ ...ask, count: 2, returning: 2 },
    });

    expect(ahead(places)).toEqual([8_600, 9_400]);
    expect(promised).toBe(log.promised);
    expect(promised_again).toEqual({ live: now + 10_200 });
  });

  it('has come in vain only if the starts did not reach to it, since those who come back are served first', () => {
    const log = logOf(callsSince(3_000, 10));
    const request = { ...ask, returning: 3 };

    const { places } = placesFor({ left: 2, next: now + 7_000 }, log, request);

    // Two of four have starts, one that came back has none, and one that came for the first time is behind it.
    expect(ahead(places)).toEqual([7_000, 7_970]);
  });

  it.each([
    ['asks for no place', { queues: false }, 7_000],
    ['waits for a window that is closed for longer than a minute', {}, 60_001],
  ])('that %s is told when it might start, and holds nobody up', (_why, rest, next) => {
    const log = logOf(callsSince(3_000, 10), {
      promised: { live: now + 20_000 },
      promised_again: { live: now + 9_000 },
    });

    const told = placesFor({ left: 2, next: now + next }, log, { ...ask, returning: 1, ...rest });

    expect(ahead(told.places)).toEqual([next, next + 970]);
    expect(told.promised).toBe(log.promised);
    expect(told.promised_again).toBe(log.promised_again);
  });

  it('counts by weight', () => {
    const { places } = placesFor({ left: 3, next: now }, logOf(callsSince(5_000, 7)), {
      ...{ ...ask, weight: 2 },
    });

    // There is room for one of two; then two seconds go by for each.
    expect(ahead(places)).toEqual([0, 5_000, 6_940]);
  });

  it('counts in the share of replays only those, when it is one', () => {
    const log = logOf([...callsSince(5_000, 4), ...callsSince(2_000, 5, { r: 1 })]);

    const { places } = placesFor({ left: 3, next: now }, log, { ...ask, kind: 'replay' });

    // Seven may be in the window, the first of five leaves it in eight seconds.
    expect(ahead(places)).toEqual([0, 100, 8_000]);
  });

  it('obeys each of several limits', () => {
    const limits = [...policy.limits, { max_weight: 15, window_ms: 60_000 }];
    const log = logOf([...callsSince(30_000, 6), ...callsSince(5_000, 7)]);

    const { places } = placesFor({ left: 4, next: now }, log, {
      ...{ ...ask, policy: { ...policy, limits } },
    });

    // Room for two by the longer one, whose first call leaves it in 30 s; it lets one through in 4 s.
    expect(ahead(places)).toEqual([0, 100, 30_000, 30_000 + Math.ceil(4_000 * 0.97)]);
  });
});

describe('places that were told', () => {
  const promised = { live: now + 9_000, replay: now + 8_000 };
  const promised_again = { live: now + 7_000, replay: now + 6_000 };

  it('are forgotten for this kind of call while its window is half empty', () => {
    const log = logOf(callsSince(5_000, 5), { promised, promised_again });

    expect(withoutIdlePlaces(log, ask)).toEqual({
      ...log,
      promised: { ...promised, live: 0 },
      promised_again: { ...promised_again, live: 0 },
    });
  });

  it('are kept while it is not', () => {
    const log = logOf(callsSince(5_000, 6), { promised, promised_again });

    expect(withoutIdlePlaces(log, ask)).toBe(log);
  });

  it('no longer stand for calls that have left the window', () => {
    const log = logOf(callsSince(10_000, 6), { promised, promised_again });

    // The first of six is gone.
    expect(withoutIdlePlaces(log, ask).promised.live).toBe(0);
  });

  it('are kept while any of several windows is more than half full', () => {
    const limits = [...policy.limits, { max_weight: 15, window_ms: 60_000 }];
    const log = logOf(callsSince(30_000, 8), { promised });

    expect(withoutIdlePlaces(log, { ...ask, policy: { ...policy, limits } })).toBe(log);
  });

  it.each([
    ['nobody was told one', {}, true],
    ['only those were told one who had come for the first time', { promised }, false],
    ['only those were told one who had come in vain', { promised_again }, false],
  ])('leave the log as it is where %s: %j', (_who, told, same) => {
    const log = logOf([], told);

    expect(withoutIdlePlaces(log, ask) === log).toBe(same);
  });
});
