import { benchBookings } from '../bookings/bookings.ts';
import { benchCost } from '../cost/cost.ts';
import { watchCost } from '../cost/watch-cost.ts';
import { benchDashboard } from '../dashboard/dashboard.ts';
import type { BenchOptions } from '../options.ts';
import type { Findings } from '../report/row.ts';
import { benchPermissionCheck } from '../who-asks/permission-check.ts';
import { benchWhoAsks } from '../who-asks/who-asks.ts';
import { countAlertRound } from './alert-round.ts';
import { countArchiving } from './archived-day.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { prepareAssembly, startBenchCloud } from './bench-cloud.ts';
import { type BenchTarget, connectTarget } from './bench-target.ts';
import { runFullBatches } from './full-batches.ts';
import { benchLatency } from './latency.ts';
import { type Besides, benchLiveBesideReplays } from './live-beside-replays.ts';
import { benchReplay, waitingJobs } from './replay.ts';
import { countRequests } from './requests.ts';

const waitingReplays: Besides = { replays: 200, changes: 20 };
const quickReplays: Besides = { replays: waitingJobs, changes: 6 };
/** Units that change at once where requests are counted. */
const mostCounted = 100;

/** Everything that is measured on one local cloud, one after the other, by the name of its part. */
export async function benchOnCloud({ quick, only }: BenchOptions): Promise<Map<string, Findings>> {
  await prepareAssembly('local');
  const bench = await startBenchCloud();
  const found = new Map<string, Findings>();
  try {
    if (only.includes('latency')) found.set('latency', await benchLatency(bench, quick ? 20 : 60));
    if (only.includes('dashboard'))
      found.set('dashboard', await benchDashboard(bench, quick ? 100 : 200));
    if (only.includes('who-asks'))
      found.set(
        'who-asks',
        both(await benchPermissionCheck(), await benchWhoAsks(bench, quick ? 20 : 100)),
      );
    if (only.includes('bookings')) found.set('bookings', await benchBookings(bench, quick));
    const counted = ['requests', 'replay', 'cost'] as const;
    if (!counted.some((name) => only.includes(name))) return found;
    const besides = quick ? quickReplays : waitingReplays;
    const target = await connectTarget(bench, besides.replays + besides.changes);
    try {
      for (const [name, findings] of await countingParts(bench, target, besides)) {
        if (only.some((wanted) => wanted === name)) found.set(name, findings);
      }
    } finally {
      await target.hostaway.stop();
    }
  } finally {
    await bench.stop();
  }

  return found;
}

async function countingParts(
  bench: BenchCloud,
  target: BenchTarget,
  besides: Besides,
): Promise<Map<string, Findings>> {
  const counted = { ...target, linked: target.linked.slice(0, mostCounted) };
  const full = await runFullBatches(bench, counted, 100);
  const { findings: replay, paced } = await benchReplay(bench, target);
  const live = await benchLiveBesideReplays(bench, target, besides);
  const cost = benchCost(
    new Map([
      ['batches full', full],
      ['paced at 12 per 10 s', paced],
    ]),
  );
  const watching = watchCost({
    alerts: await countAlertRound(bench),
    archive: await countArchiving(bench, target.target),
  });

  return new Map([
    ['requests', countRequests(full)],
    ['replay', both(replay, live)],
    ['cost', both(cost, watching)],
  ]);
}

function both(one: Findings, other: Findings): Findings {
  return {
    rows: [...one.rows, ...other.rows],
    details: { ...one.details, ...other.details },
  };
}
