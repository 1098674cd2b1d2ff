import type { BenchCloud } from './bench-cloud.ts';
import { type BenchTarget, changeUnits, syncedEvents, untilSynced } from './bench-target.ts';
import { withHeldQueue } from './hold-queue.ts';
import { countDuring, type RunUsage } from './run-usage.ts';
import { untilCounted } from './until-counted.ts';

/**
 * Changes every unit while nobody drains the target's queue, then lets the worker have them: its batches are full.
 * Counted from the units' PUT to the closed audit rows and their counts.
 */
export async function runFullBatches(
  bench: BenchCloud,
  target: BenchTarget,
  raise: number,
): Promise<RunUsage> {
  const jobs = target.linked.length;
  const before = syncedEvents(bench);
  await untilCounted(bench, target.target);

  return countDuring(bench, jobs, async () => {
    await withHeldQueue(bench, { targetId: target.target.id, jobs }, async () => {
      await changeUnits(bench, target.linked, raise);
    });
    await untilSynced(bench, before + jobs);
    await untilCounted(bench, target.target);
  });
}
