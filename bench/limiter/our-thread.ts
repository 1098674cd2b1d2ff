import timers from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DynamoWindows } from '../../adapters/dynamodb/window-store.ts';
import { arriveAt } from '../../domain/sync/turn.ts';
import { windowPolicy } from '../../domain/sync/window.ts';
import { localCredentials } from '../local-credentials.ts';
import { JobCount } from './job-count.ts';
import { limit } from './receiver.ts';
import { type SentCall, sendCall } from './send-call.ts';

/*
 * A thread that sends as the sync worker does: it takes a batch of jobs, reserves their starts in one write to the
 * window that all threads share, and makes each call at its time. What found no start goes back for whole seconds, as
 * in a queue.
 */
const { address, endpoint, table, jobs } = z
  .object({
    address: z.object({ url: z.string(), token: z.string() }),
    endpoint: z.string(),
    table: z.string(),
    jobs: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

const batchSize = 10;
/** The worker's. */
const patienceMs = 20_000;
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
  const { starts, next } = await windows.reserve({
    window_key: 'bench',
    policy,
    count: taken,
    kind: 'live',
    patience_ms: patienceMs,
  });
  writes += starts.length > 0 ? 1 : 0;
  count.giveBack(taken - starts.length);
  await Promise.all(starts.map(callAt));
  if (starts.length === 0) await time.sleep(wholeSeconds((next ?? 0) - Date.now()));
}
parentPort?.postMessage({ sent, writes });

async function callAt(start: number): Promise<void> {
  if (await arriveAt(start, time)) sent.push(await sendCall(address));
  else count.giveBack(1);
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000)) * 1000;
}
