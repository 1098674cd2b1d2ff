import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../domain/common/in-parallel.ts';
import type { Findings } from '../report/row.ts';
import { quantile } from '../report/statistics.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { type BenchTarget, generous, limitTo, syncedEvents, untilSynced } from './bench-target.ts';
import { firstByteOf } from './first-byte.ts';

/** So many listings of a target are sent again by hand, while so many others change. */
export interface Besides {
  readonly replays: number;
  readonly changes: number;
}

const limit = { max_requests: 12, window_seconds: 10 };
const writersAtOnce = 4;
/** Slower than what is kept free for live changes: three in a window of 10 s. */
const pauseMs = 5_000;

/** How soon a live change gets to the channel while a target's replays would fill its window for minutes. */
export async function benchLiveBesideReplays(
  bench: BenchCloud,
  target: BenchTarget,
  { replays, changes }: Besides,
): Promise<Findings> {
  const replayed = target.linked.slice(0, replays);
  const changed = target.linked.slice(replays, replays + changes);
  await limitTo(bench, target, limit);
  const before = syncedEvents(bench);
  await inParallel(replayed, writersAtOnce, ({ listing }) => bench.client.retryListing(listing.id));
  const latencies: number[] = [];
  for (const linked of changed) {
    const begun = Date.now();
    latencies.push(await firstByteOf(bench, target, linked));
    await sleep(Math.max(0, begun + pauseMs - Date.now()));
  }
  const left = before + replays + changes - syncedEvents(bench);
  await limitTo(bench, target, generous);
  await untilSynced(bench, before + replays + changes);
  const p95 = quantile(latencies, 0.95);

  return {
    rows: [
      {
        what: `unit change -> first byte beside ${replays} waiting replays at 12 per 10 s (${changes} changes)`,
        must: 'p95 <= 3 s',
        measured: `p50 ${seconds(quantile(latencies, 0.5))}, p95 ${seconds(p95)}`,
        compared:
          left > 0 ? `${left} replays still waited at the end` : 'no replay waited at the end',
        // Without a replay that waits to the end the changes were not beside them.
        passed: p95 <= 3_000 && left > 0,
      },
    ],
    details: { beside_replays_ms: latencies.map(Math.round), replays_left: left },
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
