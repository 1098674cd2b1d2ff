import * as z from 'zod';
import { judgeSender, type SenderResult } from './judge-sender.ts';
import type { PeerName } from './peers.ts';
import { addressOf, startReceiver } from './receiver.ts';
import type { Scenario } from './scenarios.ts';
import { sentCallSchema } from './send-call.ts';
import type { Race } from './start-line.ts';
import { runThreads } from './threads.ts';

const reportSchema = z.array(sentCallSchema);

/** Makes so many calls with a limiter that works within one process; none is repeated when it is answered 429. */
export async function runPeerSender(
  peer: PeerName,
  scenario: Scenario,
  { calls, line }: Race,
): Promise<SenderResult> {
  const { limit } = scenario;
  const receiver = await startReceiver(scenario);
  try {
    const posted = await runThreads(
      new URL('./peer-thread.ts', import.meta.url),
      { peer, limit, calls, line, address: addressOf(receiver) },
      1,
    );
    const sent = posted.flatMap((report) => reportSchema.parse(report));

    return judgeSender(sent, receiver.calls(), limit);
  } finally {
    await receiver.stop();
  }
}
