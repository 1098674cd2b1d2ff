import timers from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Worker } from 'bullmq';
import * as z from 'zod';
import { JobCount } from './job-count.ts';
import { limit } from './receiver.ts';
import { type SentCall, sendCall } from './send-call.ts';

/* A thread with a BullMQ worker, its limiter set as the documentation says for 12 per 10 s. */
const { address, port, queue, jobs } = z
  .object({
    address: z.object({ url: z.string(), token: z.string() }),
    port: z.number(),
    queue: z.string(),
    jobs: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

const count = new JobCount(jobs);
const sent: SentCall[] = [];
const worker = new Worker(
  queue,
  async () => {
    sent.push(await sendCall(address));
    count.take(1);
  },
  {
    connection: { host: '127.0.0.1', port },
    // As many at once as our worker has calls in a batch.
    concurrency: 10,
    limiter: { max: limit.max_requests, duration: limit.window_ms },
  },
);

while (count.left > 0) await timers.setTimeout(100);
await worker.close();
parentPort?.postMessage(sent);
