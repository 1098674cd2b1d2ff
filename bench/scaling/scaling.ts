import type { Findings } from '../report/row.ts';
import { type Outcome, type Scenario, simulate } from './simulation.ts';

/** 20 000 listings of 200 targets, as stage `prod` is set (4 shards of 100). */
const base: Scenario = {
  targets: 200,
  listings: 100,
  shards: 4,
  shard_concurrency: 100,
  patience_ms: 20_000,
};

const scenarios: readonly Scenario[] = [
  base,
  { ...base, shards: 2 },
  { ...base, shards: 1 },
  { ...base, patience_ms: 8_000 },
  { ...base, targets: 1_000 },
  { ...base, targets: 1_000, shards: 20 },
];

/** How fast everything drains when everything changes at once, against what the channels' limits alone would take. */
export function benchScaling(): Findings {
  const played = scenarios.map((scenario) => ({ scenario, outcome: simulate(scenario) }));
  console.log(
    '\nEvery listing of every target changes at once (12 calls per 10 s for each target), simulated:',
  );
  for (const { scenario, outcome } of played) console.log(`  ${sentence(scenario, outcome)}`);
  const [first] = played;
  if (first === undefined) return { rows: [], details: {} };
  const { drained_s, ideal_s, calls, most_in_window } = first.outcome;

  return {
    rows: [
      {
        what: `${base.targets} targets x ${base.listings} listings changed at once, drained (simulated)`,
        must: 'within 1.1x of the limit, never over it',
        measured: `${calls} calls in ${drained_s.toFixed(0)} s; most in a window ${most_in_window}`,
        compared: `limit alone ${ideal_s} s`,
        passed: drained_s <= 1.1 * ideal_s && most_in_window <= 12,
      },
    ],
    details: { played },
  };
}

function sentence(scenario: Scenario, outcome: Outcome): string {
  const { targets, listings, shards, shard_concurrency, patience_ms } = scenario;

  return [
    `${targets} x ${listings}, ${shards} shards of ${shard_concurrency}, patience ${patience_ms / 1000} s:`,
    `drained in ${outcome.drained_s.toFixed(0)} s (limit alone ${outcome.ideal_s} s),`,
    `${outcome.most_at_once} at once, ${outcome.throttled} throttled,`,
    `${outcome.billed_s_per_call.toFixed(2)} s of function time per call`,
  ].join(' ');
}
