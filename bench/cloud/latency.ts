import { setTimeout as sleep } from 'node:timers/promises';
import type { Findings } from '../report/row.ts';
import { quantile } from '../report/statistics.ts';
import { type BenchCloud, startBenchCloud } from './bench-cloud.ts';
import {
  type BenchTarget,
  connectTarget,
  type LinkedUnit,
  limitTo,
  syncedEvents,
  untilSynced,
} from './bench-target.ts';
import { firstByteOf } from './first-byte.ts';

/** The default of a Hostaway target. */
const limit = { max_requests: 12, window_seconds: 10 };
/** Changes come one at a time and slower than the limit, so that the target is idle whenever one comes. */
const pauseMs = 950;
const coldSamples = 5;

/** From the begin of a unit's PUT to the moment the channel has read the head of the request that follows from it. */
export async function benchLatency(bench: BenchCloud, changes: number): Promise<Findings> {
  const warm = await withTarget(bench, async (target) => {
    await limitTo(bench, target, limit);
    // The first ones start the functions.
    await measure(bench, target, { changes: 5, pause_ms: pauseMs });

    return measure(bench, target, { changes, pause_ms: pauseMs });
  });
  const cold = await measureCold();
  const p95 = quantile(warm, 0.95);

  return {
    rows: [
      {
        what: `unit change -> first byte at the channel, idle target (${changes} changes)`,
        must: 'p95 < 1 s',
        measured: `p50 ${ms(quantile(warm, 0.5))}, p95 ${ms(p95)}; every function cold: median ${ms(quantile(cold, 0.5))}`,
        compared: 'specification: 95 % within 5 min',
        passed: p95 < 1_000,
      },
    ],
    details: { warm_ms: warm.map(Math.round), cold_ms: cold.map(Math.round) },
  };
}

/** In a cloud whose functions are ended as soon as they are idle. */
async function measureCold(): Promise<number[]> {
  const bench = await startBenchCloud({ idle_ms: 200 });
  try {
    return await withTarget(bench, (target) =>
      measure(bench, target, { changes: coldSamples, pause_ms: 2_000 }),
    );
  } finally {
    await bench.stop();
  }
}

async function withTarget<T>(
  bench: BenchCloud,
  work: (target: BenchTarget) => Promise<T>,
): Promise<T> {
  const target = await connectTarget(bench, 10);
  try {
    return await work(target);
  } finally {
    await target.hostaway.stop();
  }
}

async function measure(
  bench: BenchCloud,
  target: BenchTarget,
  { changes, pause_ms }: { changes: number; pause_ms: number },
): Promise<number[]> {
  const latencies: number[] = [];
  for (let change = 0; change < changes; change += 1) {
    const linked = target.linked[change % target.linked.length];
    if (linked === undefined) break;
    const begun = Date.now();
    latencies.push(await oneChange(bench, target, linked));
    await sleep(Math.max(0, begun + pause_ms - Date.now()));
  }

  return latencies;
}

async function oneChange(
  bench: BenchCloud,
  target: BenchTarget,
  linked: LinkedUnit,
): Promise<number> {
  const synced = syncedEvents(bench);
  const latency = await firstByteOf(bench, target, linked);
  await untilSynced(bench, synced + 1);

  return latency;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
