import { setTimeout as sleep } from 'node:timers/promises';
import { preciseNow } from '../../local/hostaway/precise-now.ts';
import type { Findings } from '../report/row.ts';
import type { BenchCloud } from './bench-cloud.ts';
import {
  type BenchTarget,
  changeUnits,
  generous,
  limitTo,
  syncedEvents,
  untilSynced,
} from './bench-target.ts';
import { withHeldQueue } from './hold-queue.ts';
import { countDuring, type RunUsage } from './run-usage.ts';
import { untilCounted } from './until-counted.ts';

const limit = { max_requests: 12, window_seconds: 10 };
/** Jobs that wait, and one listing more, which is sent again by hand. */
export const waitingJobs = 60;

/** How soon a replay gets to the channel past all the jobs that wait; and what paced updates ask of AWS. */
export async function benchReplay(
  bench: BenchCloud,
  target: BenchTarget,
): Promise<{ findings: Findings; paced: RunUsage }> {
  const [replayed, ...others] = target.linked.slice(0, waitingJobs + 1);
  if (replayed === undefined) throw new Error('there is no listing to replay');
  await limitTo(bench, target, limit);
  const jobs = { targetId: target.target.id, jobs: others.length };
  const before = syncedEvents(bench);
  await untilCounted(bench, target.target);
  const seq = target.hostaway.calls().at(-1)?.seq ?? 0;
  let began = 0;
  const paced = await countDuring(bench, others.length + 1, async () => {
    await withHeldQueue(bench, jobs, async () => {
      await changeUnits(bench, others, 7);
    });
    // Both batches of the worker are under way then, and have reserved their starts.
    while (target.hostaway.calls(seq).length < 3) await sleep(20);
    began = preciseNow();
    await bench.client.retryListing(replayed.listing.id);
    await untilSynced(bench, before + others.length + 1);
    await untilCounted(bench, target.target);
  });
  const calls = target.hostaway.calls(seq);
  const call = calls.find(({ marker }) => marker?.includes(replayed.listing.id));
  const overtaken = calls.filter(({ at }) => at > (call?.at ?? 0)).length;
  const seconds = ((call?.at ?? Number.NaN) - began) / 1000;
  await limitTo(bench, target, generous);

  return {
    paced,
    findings: {
      rows: [
        {
          what: `replay -> its call, ${waitingJobs} jobs waiting at 12 per 10 s`,
          must: '<= 12 s',
          measured: `${seconds.toFixed(1)} s, past ${overtaken} jobs`,
          compared: `all jobs took ${drained(calls.map(({ at }) => at))} s`,
          passed: seconds <= 12,
        },
      ],
      details: { seconds, overtaken },
    },
  };
}

function drained(times: readonly number[]): string {
  return ((Math.max(...times) - Math.min(...times)) / 1000).toFixed(0);
}
