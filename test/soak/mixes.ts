import type { FaultInput } from '../../local/hostaway/faults/fault.ts';
import type { Dice } from '../e2e/faults/dice.ts';
import { moments } from '../e2e/faults/kill.ts';
import { awsTroubles, mixes, quick, traffic, unclear } from '../e2e/faults/mixes.ts';
import type { Action, Mix } from '../e2e/faults/plan.ts';

/** A write that the channel carries out long after its caller has gone. */
function late(dice: Dice): Action {
  return {
    do: 'channel',
    fault: {
      ...{ kind: 'late', match: { writes_only: true }, count: 1 },
      after_ms: dice.between(1_000, 55_000),
      answer: dice.pick(['none', 'cut', 'cut', 'gateway_timeout', 'gateway_timeout']),
    },
  };
}

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
  'refused objects': {
    ...{ limit: quick, units: 8, span: 10_000 },
    actions: (dice) => [
      ...traffic(dice, 8),
      ...Array.from({ length: 4 }, () => refusal(dice)),
      // A firewall that closes for a moment, with and without saying until when.
      firewall({ for_ms: 3_000, retry_after_seconds: 3 }),
      firewall({ count: 1, match: { writes_only: true } }),
      ...awsTroubles(dice, 2),
    ],
  },
  'late application': {
    ...{ limit: quick, units: 6, span: 8_000 },
    actions: (dice) => [
      ...traffic(dice, 6),
      ...Array.from({ length: 5 }, () => late(dice)),
      ...awsTroubles(dice, 2),
    ],
  },
  'pauses that overlap': {
    ...{ limit: quick, units: 6, span: 10_000 },
    actions: (dice) => [
      ...traffic(dice, 6),
      ...[2, 4, 6].map((times): Action => ({ do: 'overlap pauses', times })),
      { do: 'pause target', ms: dice.between(4_000, 6_000) },
      ...awsTroubles(dice, 2),
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

function refusal(dice: Dice): Action {
  const status = dice.pick([401, 403, 409]);

  return {
    ...{ do: 'refuse', unit: dice.between(0, 7), ms: dice.between(2_000, 6_000) },
    fault: { kind: 'refuse', status },
  };
}

function firewall(over: Partial<Extract<FaultInput, { kind: 'refuse' }>>): Action {
  return { do: 'channel', fault: { ...over, kind: 'refuse', form: 'page', words: 'Blocked' } };
}
