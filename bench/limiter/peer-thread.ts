import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { peerNames, peers } from './peers.ts';
import { addressSchema } from './receiver.ts';
import { limitSchema } from './scenarios.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { StartLine } from './start-line.ts';

/* A thread that hands all its calls at once to a limiter that works within one process. */
const { address, limit, peer, calls, line } = z
  .object({
    address: addressSchema,
    limit: limitSchema,
    peer: z.enum(peerNames),
    calls: z.number(),
    line: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

await new StartLine(line).arrive();
const paced = peers[peer](limit);
const sent: SentCall[] = [];
await Promise.all(
  Array.from({ length: calls }, () =>
    paced(async () => {
      sent.push(await sendCall(address));
    }),
  ),
);
parentPort?.postMessage(sent);
