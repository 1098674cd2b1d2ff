import { Queue } from 'bullmq';
import * as z from 'zod';
import { JobCount } from './job-count.ts';
import { judgeSender, type SenderResult } from './judge-sender.ts';
import { addressOf, startReceiver } from './receiver.ts';
import { startRedis } from './redis-process.ts';
import type { Scenario } from './scenarios.ts';
import { sentCallSchema } from './send-call.ts';
import type { Race } from './start-line.ts';
import { runThreads, threadCount } from './threads.ts';

const reportSchema = z.array(sentCallSchema);
const name = 'bench';

/** Makes so many calls with BullMQ's limiter on Redis: one job each, not repeated when it is answered 429. */
export async function runBullmqSender(
  scenario: Scenario,
  { calls, line }: Race,
): Promise<SenderResult> {
  const { limit } = scenario;
  const receiver = await startReceiver(scenario);
  const redis = await startRedis();
  const queue = new Queue(name, { connection: { host: '127.0.0.1', port: redis.port } });
  try {
    await queue.addBulk(Array.from({ length: calls }, (_, id) => ({ name: 'call', data: { id } })));
    const posted = await runThreads(
      new URL('./bullmq-thread.ts', import.meta.url),
      {
        ...{ limit, line, address: addressOf(receiver), jobs: JobCount.of(calls) },
        ...{ port: redis.port, queue: name },
      },
      threadCount,
    );
    const sent = posted.flatMap((report) => reportSchema.parse(report));

    return judgeSender(sent, receiver.calls(), limit);
  } finally {
    await queue.close();
    await Promise.all([receiver.stop(), redis.stop()]);
  }
}
