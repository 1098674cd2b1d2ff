import timers from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Worker } from 'bullmq';
import * as z from 'zod';
import { JobCount } from './job-count.ts';
import { addressSchema } from './receiver.ts';
import { limitSchema } from './scenarios.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { StartLine } from './start-line.ts';

/* A thread with a BullMQ worker, its limiter set as the documentation says. */
const { address, limit, port, queue, jobs, line } = z
  .object({
    address: addressSchema,
    limit: limitSchema,
    port: z.number(),
    queue: z.string(),
    jobs: z.instanceof(SharedArrayBuffer),
    line: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

const count = new JobCount(jobs);
const sent: SentCall[] = [];
await new StartLine(line).arrive();
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
