import timers from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DynamoWindows } from '../../adapters/dynamodb/targets/window-store.ts';
import { hideUntilPlace } from '../../domain/pacing/queue-places.ts';
import { arriveAt, longestWaitMs } from '../../domain/pacing/turn.ts';
import { windowPolicy } from '../../domain/pacing/window.ts';
import { localCredentials } from '../local-credentials.ts';
import { JobCount } from './job-count.ts';
import { addressSchema } from './receiver.ts';
import { limitSchema } from './scenarios.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { StartLine } from './start-line.ts';

/*
 * A thread that sends as the sync worker does: it takes a batch of jobs, reserves starts in the window that all threads
 * share, and makes each call at its time. What finds no start within a moment goes back until its place, for whole seconds,
 * as in a queue.
 */
const { address, limit, endpoint, table, window_key, jobs, back, line } = z
  .object({
    address: addressSchema,
    limit: limitSchema,
    endpoint: z.string(),
    table: z.string(),
    window_key: z.string(),
    jobs: z.instanceof(SharedArrayBuffer),
    back: z.instanceof(SharedArrayBuffer),
    line: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

/** As a queue's batches. */
const batchSize = 10;
const time = { clock: Date.now, sleep: (ms: number) => timers.setTimeout(ms) };
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localCredentials }));
const windows = new DynamoWindows(client, table, time);
const [fresh, returned] = [new JobCount(jobs), new JobCount(back)];
const policy = windowPolicy({
  max_requests: limit.max_requests,
  window_seconds: limit.window_ms / 1000,
});
const sent: SentCall[] = [];
let writes = 0;
let hidden = 0;

await new StartLine(line).arrive();
for (;;) {
  const returning = returned.take(batchSize);
  const taken = returning + fresh.take(batchSize - returning);
  if (taken > 0) await sendBatch(taken, returning);
  else if (hidden > 0) await time.sleep(20);
  else break;
}
parentPort?.postMessage({ sent, writes });

async function sendBatch(taken: number, returning: number): Promise<void> {
  const { starts, places } = await windows.reserve({
    ...{ window_key, policy, kind: 'live', queues: true },
    ...{ count: taken, returning },
    patience_ms: longestWaitMs,
  });
  writes += 1;
  for (const place of places) hide(hideUntilPlace(place - Date.now()));
  await Promise.all(starts.map(callAt));
}

function hide(ms: number): void {
  hidden += 1;
  setTimeout(() => {
    hidden -= 1;
    returned.giveBack(1);
  }, ms);
}

async function callAt(start: number): Promise<void> {
  if (await arriveAt(start, time)) {
    sent.push(await sendCall(address));
    windows.ended(window_key, { start, answered_at: Date.now() });
  } else {
    windows.ended(window_key, { start, answered_at: null });
    returned.giveBack(1);
  }
}
