import type { FaultInput } from '../../../local/hostaway/faults/fault.ts';
import { passingTroubles } from './aws-troubles.ts';
import type { Dice } from './dice.ts';
import { moments } from './kill.ts';
import type { Action, Hint, Mix } from './plan.ts';

export const quick = { max_requests: 30, window_ms: 2_000 };
const strict = { max_requests: 12, window_ms: 10_000 };
const hints: readonly Hint[] = ['unix_time', 'seconds', 'http_date', 'none'];
const writes = { match: { writes_only: true } };
const several = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

/** Answers that say nothing, whether or not the request was carried out. Five at most may hit one operation. */
export function unclear(dice: Dice): Action {
  const commit = dice.pick([true, false]);
  const fault: FaultInput = dice.pick([
    { kind: 'server_error', status: dice.pick([500, 502, 503, 504]), commit },
    { kind: 'drop', commit },
    { kind: 'truncated_json' },
    { kind: 'not_json' },
  ]);

  return { do: 'channel', fault: { ...fault, ...writes, count: 1 } };
}

const jitter = (dice: Dice): Action => ({
  do: 'channel',
  fault: { kind: 'latency', jitter_ms: dice.between(20, 200), where: 'at_work' },
});

/** What people and systems do all day. `units`: how many there are. */
export function traffic(dice: Dice, units: number): Action[] {
  const unit = () => dice.between(0, units - 1);

  return [
    ...several(units, (): Action => ({ do: 'change', unit: unit() })),
    ...several(2, (): Action => ({ do: 'replay', unit: unit(), back: dice.between(0, 2) })),
    ...several(3, (): Action => ({ do: 'race', unit: unit(), back: dice.between(0, 2) })),
    ...several(4, (): Action => ({ do: 'copies', unit: unit(), copies: dice.between(1, 4) })),
  ];
}

export const awsTroubles = (dice: Dice, count: number): Action[] =>
  dice
    .some(passingTroubles, count)
    .map((trouble) => ({ do: 'aws', trouble, times: dice.between(1, 2) }));

const storm = (hint: Hint, dice: Dice): Action => ({
  ...{ do: 'storm', hint },
  ms: hint === 'none' ? strict.window_ms : dice.between(3_000, 5_000),
  unit: dice.between(0, 5),
});

/** Kinds of trouble. What one run can bear is bounded, so that what fails has no excuse. */
export const mixes = {
  'lost answers': {
    ...{ limit: quick, units: 8, span: 9_000 },
    actions: (dice) => [
      ...traffic(dice, 8),
      ...several(5, () => unclear(dice)),
      ...awsTroubles(dice, 5),
      jitter(dice),
    ],
  },
  'dead workers': {
    ...{ limit: quick, units: 8, span: 3_000 },
    actions: (dice) => [
      ...traffic(dice, 8),
      ...dice.some(moments, 2).map((moment): Action => {
        return { do: 'kill', moment, unit: dice.between(0, 7) };
      }),
      { do: 'aws', trouble: 'closing broken', times: 4 },
      unclear(dice),
    ],
  },
  storms: {
    ...{ limit: strict, units: 6, span: 8_000 },
    actions: (dice) => [
      ...traffic(dice, 6),
      ...hints.map((hint) => storm(hint, dice)),
      ...awsTroubles(dice, 2),
    ],
  },
  outage: {
    ...{ limit: quick, units: 8, span: 9_000 },
    actions: (dice) => [
      ...traffic(dice, 8),
      { do: 'channel', fault: { kind: 'offline', for_ms: dice.between(20_000, 24_000) } },
      ...awsTroubles(dice, 2),
    ],
  },
  'pauses and keys': {
    ...{ limit: quick, units: 6, span: 9_000 },
    actions: (dice) => [
      ...traffic(dice, 6),
      { do: 'pause target', ms: dice.between(6_000, 8_000) },
      { do: 'pause listing', unit: dice.between(0, 5), ms: dice.between(6_000, 8_000) },
      { do: 'revoke', ms: dice.between(1_000, 4_000) },
      unclear(dice),
      jitter(dice),
    ],
  },
} as const satisfies Record<string, Mix>;

export type MixName = keyof typeof mixes;
