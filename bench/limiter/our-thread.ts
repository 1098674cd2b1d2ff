import timers from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DynamoWindows } from '../../adapters/dynamodb/targets/window-store.ts';
import { arriveAt } from '../../domain/pacing/turn.ts';
import { windowPolicy } from '../../domain/pacing/window.ts';
import { localCredentials } from '../local-credentials.ts';
import { JobCount } from './job-count.ts';
import { limit } from './receiver.ts';
import { type SentCall, sendCall } from './send-call.ts';

/*
 * A thread that sends as the sync worker does: it takes a batch of jobs, reserves starts some seconds ahead in the window
 * that all threads share, as many in one write as there are, and makes each call at its time. What finds no start while
 * the invocation may last goes back for whole seconds, as in a queue.
 */
const { address, endpoint, table, jobs } = z
  .object({
    address: z.object({ url: z.string(), token: z.string() }),
    endpoint: z.string(),
    table: z.string(),
    jobs: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

/** The worker's: jobs at once, how long it starts calls, how far ahead it reserves, and how soon it looks again (ms). */
const [batchSize, patienceMs, horizonMs, nearMs] = [10, 20_000, 6_000, 2_000];
const time = { clock: Date.now, sleep: (ms: number) => timers.setTimeout(ms) };
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localCredentials }));
const windows = new DynamoWindows(client, table, time);
const count = new JobCount(jobs);
const policy = windowPolicy({
  max_requests: limit.max_requests,
  window_seconds: limit.window_ms / 1000,
});
const sent: SentCall[] = [];
let writes = 0;

for (let taken = count.take(batchSize); taken > 0; taken = count.take(batchSize)) {
  const hideFor = await sendBatch(taken);
  if (hideFor > 0) await time.sleep(hideFor);
}
parentPort?.postMessage({ sent, writes });

/** How long (ms) the jobs that found no start are hidden; 0 when all have been called for. */
async function sendBatch(taken: number): Promise<number> {
  const deadline = Date.now() + patienceMs;
  const calls: Promise<void>[] = [];
  for (let left = taken; left > 0; ) {
    const { starts, next } = await windows.reserve({
      window_key: 'bench',
      policy,
      count: left,
      kind: 'live',
      patience_ms: Math.min(horizonMs, deadline - Date.now()),
    });
    writes += starts.length > 0 ? 1 : 0;
    calls.push(...starts.map(callAt));
    left -= starts.length;
    if (left === 0) break;
    const free = next ?? Date.now() + 1_000;
    if (free > deadline) {
      count.giveBack(left);
      await Promise.all(calls);
      return wholeSeconds(free - Date.now());
    }
    await time.sleep(Math.max(0, free - nearMs - Date.now()));
  }
  await Promise.all(calls);

  return 0;
}

async function callAt(start: number): Promise<void> {
  if (await arriveAt(start, time)) sent.push(await sendCall(address));
  else count.giveBack(1);
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000)) * 1000;
}
