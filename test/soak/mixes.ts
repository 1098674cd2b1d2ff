import { moments } from '../e2e/faults/kill.ts';
import { awsTroubles, mixes, quick, traffic, unclear } from '../e2e/faults/mixes.ts';
import type { Action, Mix } from '../e2e/faults/plan.ts';

/** Those of the tests, and what takes too long for them. */
export const soakMixes: Readonly<Record<string, Mix>> = {
  ...mixes,
  'lost jobs': {
    ...{ limit: quick, units: 10, span: 10_000 },
    actions: (dice) => [
      ...traffic(dice, 10),
      ...Array.from({ length: 6 }, (): Action => {
        return { do: 'lose jobs', unit: dice.between(0, 9) };
      }),
      ...awsTroubles(dice, 2),
    ],
  },
  'silent channel': {
    ...{ limit: quick, units: 6, span: 10_000 },
    actions: (dice) => [
      ...traffic(dice, 6),
      ...[true, false].map((commit): Action => {
        return {
          do: 'channel',
          fault: { kind: 'timeout', commit, match: { writes_only: true }, count: 1 },
        };
      }),
      unclear(dice),
    ],
  },
  everything: {
    ...{ limit: quick, units: 12, span: 20_000 },
    actions: (dice) => [
      ...traffic(dice, 12),
      ...traffic(dice, 12),
      ...dice.some(moments, 2).map((moment): Action => {
        return { do: 'kill', moment, unit: dice.between(0, 11) };
      }),
      unclear(dice),
      unclear(dice),
      ...awsTroubles(dice, 5),
      { do: 'pause target', ms: dice.between(5_000, 8_000) },
      { do: 'pause listing', unit: dice.between(0, 11), ms: dice.between(5_000, 8_000) },
      { do: 'revoke', ms: dice.between(1_000, 5_000) },
      { do: 'channel', fault: { kind: 'offline', for_ms: dice.between(3_000, 12_000) } },
      { do: 'lose jobs', unit: dice.between(0, 11) },
    ],
  },
};
