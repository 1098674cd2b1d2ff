import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isGivenUp, pauseMs, silenceMs } from '../../../domain/webhook/try-again.ts';

const hour = 3_600_000;

/** When (ms after it was sent) a message is tried that never arrives; each try takes `callMs`. */
function triesOf(random: () => number, callMs: number): number[] {
  const tries: number[] = [];
  for (let at = 0; ; ) {
    tries.push(at);
    const end = at + callMs;
    if (isGivenUp(0, end)) return tries;
    at = end + pauseMs(0, end, random());
  }
}

it('is tried some twenty times in a day, with pauses that grow to four hours, and then given up', () => {
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.nat(5_000),
      (rolls, callMs) => {
        const tries = triesOf(() => Number(rolls.next().value), callMs);
        const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));

        expect(tries.length).toBeGreaterThan(15);
        expect(tries.length).toBeLessThan(25);
        expect(tries[2]).toBeLessThan(35_000);
        expect(tries.at(-1)).toBeGreaterThan(23 * hour);
        expect(tries.at(-1)).toBeLessThan(24.1 * hour);
        expect(Math.max(...pauses)).toBeLessThan(4.5 * hour);
        // The first two are the shortest there is, and the last ones as long as it takes to the end.
        const growing = pauses.slice(1, 10);
        expect(growing.toSorted((a, b) => a - b)).toEqual(growing);
      },
    ),
    { numRuns: 100 },
  );
});

it('a receiver that fails is left alone for a minute at most, however old the message is', () => {
  expect(silenceMs(2_000)).toBe(2_000);
  expect(silenceMs(4 * hour)).toBe(60_000);
});
