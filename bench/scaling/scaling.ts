import type { Findings, Row } from '../report/row.ts';
import { limit, type Outcome, type Scenario } from './scenario.ts';
import { simulate } from './simulation.ts';

/** As stage `prod` is set. */
const prod = { listings: 100, shards: 4, shard_concurrency: 100 };

/** More and more targets with the workers of `prod`, then with fewer of them and with enough. */
const sizes: readonly Omit<Scenario, 'manner'>[] = [
  { ...prod, targets: 100 },
  { ...prod, targets: 200 },
  { ...prod, targets: 400 },
  { ...prod, targets: 1_000 },
  { ...prod, targets: 200, shards: 1 },
  { ...prod, targets: 1_000, shards: 20 },
];

interface Played {
  readonly size: Omit<Scenario, 'manner'>;
  readonly before: Outcome;
  readonly now: Outcome;
}

/** How fast everything drains when everything changes at once, against what the channels' limits alone would take, and as it was. */
export function benchScaling(): Findings {
  const played = sizes.map((size): Played => {
    const now = simulate({ ...size, manner: 'takes-places' });

    return { size, now, before: simulate({ ...size, manner: 'waits' }) };
  });
  console.log(
    '\nEvery listing of every target changes at once (12 calls per 10 s for each target), simulated:',
  );
  for (const { size, before, now } of played) {
    console.log(`  ${sizeOf(size)}, limit alone ${now.ideal_s} s`);
    console.log(`    before: ${sentence(before)}`);
    console.log(`    now:    ${sentence(now)}`);
  }

  return {
    rows: [
      ...drainedRow(played[1], { most_times: 1.1 }),
      ...drainedRow(played[3], { most_times: 2, most_function_s: 0.6 }),
    ],
    details: { played },
  };
}

interface Promised {
  /** Of the time that the limit alone takes. */
  readonly most_times: number;
  /** Function time (s) for each call. @default any */
  readonly most_function_s?: number;
}

function drainedRow(
  played: Played | undefined,
  { most_times, most_function_s = Number.POSITIVE_INFINITY }: Promised,
): Row[] {
  if (played === undefined) return [];
  const { size, before, now } = played;
  const isTold = Number.isFinite(most_function_s);

  return [
    {
      what: `${sizeOf(size)}: all changed at once, drained (simulated)`,
      must: `<= ${most_times}x the limit${isTold ? `, ${most_function_s} s a call` : ''}`,
      measured: short(now),
      compared: `before ${short(before)}; limit alone ${now.ideal_s} s`,
      passed:
        now.drained_s <= most_times * now.ideal_s &&
        now.billed_s_per_call <= most_function_s &&
        now.most_in_window <= limit.max_requests,
    },
  ];
}

function sizeOf({ targets, listings, shards, shard_concurrency }: Played['size']): string {
  return `${targets} targets x ${listings} listings, ${shards} shards of ${shard_concurrency}`;
}

function short({ drained_s, ideal_s, billed_s_per_call }: Outcome): string {
  const times = (drained_s / ideal_s).toFixed(2);

  return `${drained_s.toFixed(0)} s (${times}x), ${billed_s_per_call.toFixed(2)} s a call`;
}

function sentence(outcome: Outcome): string {
  const { drained_99_s, most_at_once, throttled, parked, most_in_window } = outcome;

  return [
    `${short(outcome)}, 99 % after ${drained_99_s.toFixed(0)} s,`,
    `${most_at_once} at once, ${throttled} throttled, ${parked} parked, most in a window ${most_in_window}`,
  ].join(' ');
}
