import * as z from 'zod';
import { JobCount } from './job-count.ts';
import { judgeSender, type SenderResult } from './judge-sender.ts';
import { addressOf, startReceiver } from './receiver.ts';
import type { OurScenario } from './scenarios.ts';
import { sentCallSchema } from './send-call.ts';
import type { Race } from './start-line.ts';
import { runThreads, threadCount } from './threads.ts';
import type { WindowTable } from './window-table.ts';

const reportSchema = z.object({ sent: z.array(sentCallSchema), writes: z.number() });

export interface OurResult extends SenderResult {
  /** Reservation writes that led to starts; each is one write request to DynamoDB. */
  readonly reservations: number;
}

/** Makes so many calls with our shared window, which has the scenario's name. */
export async function runOurSender(
  { name: window_key, ...scenario }: OurScenario,
  { calls, line }: Race,
  place: WindowTable,
): Promise<OurResult> {
  const { limit } = scenario;
  const receiver = await startReceiver(scenario);
  try {
    const posted = await runThreads(
      new URL('./our-thread.ts', import.meta.url),
      {
        ...{ ...place, window_key, limit, line },
        ...{ address: addressOf(receiver), jobs: JobCount.of(calls), back: JobCount.of(0) },
      },
      threadCount,
    );
    const reports = posted.map((report) => reportSchema.parse(report));
    const sent = reports.flatMap((report) => report.sent);

    return {
      ...judgeSender(sent, receiver.calls(), limit),
      reservations: reports.reduce((total, { writes }) => total + writes, 0),
    };
  } finally {
    await receiver.stop();
  }
}
