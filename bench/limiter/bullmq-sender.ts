import { Queue } from 'bullmq';
import * as z from 'zod';
import { JobCount } from './job-count.ts';
import { judgeSender, type SenderResult } from './judge-sender.ts';
import { addressOf, startReceiver } from './receiver.ts';
import { startRedis } from './redis-process.ts';
import { runThreads } from './threads.ts';

const reportSchema = z.array(z.object({ sent_at: z.number(), status: z.number() }));
const name = 'bench';

/** Makes so many calls with BullMQ's limiter on Redis: one job each, not repeated when it is answered 429. */
export async function runBullmqSender(calls: number): Promise<SenderResult> {
  const receiver = await startReceiver(1);
  const redis = await startRedis();
  const queue = new Queue(name, { connection: { host: '127.0.0.1', port: redis.port } });
  try {
    await queue.addBulk(Array.from({ length: calls }, (_, id) => ({ name: 'call', data: { id } })));
    const posted = await runThreads(new URL('./bullmq-thread.ts', import.meta.url), {
      address: addressOf(receiver),
      port: redis.port,
      queue: name,
      jobs: JobCount.of(calls),
    });

    return judgeSender(
      posted.flatMap((report) => reportSchema.parse(report)),
      receiver.calls(),
    );
  } finally {
    await queue.close();
    await Promise.all([receiver.stop(), redis.stop()]);
  }
}
