import * as z from 'zod';
import { type HostawaySimulator, startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import { demoAccount } from '../../local/hostaway/simulator-options.ts';
import type { Scenario } from './scenarios.ts';

/** A Hostaway that counts in an exact sliding window, at the end of a network that delays each call differently. */
export function startReceiver({ limit, jitter_ms }: Scenario): Promise<HostawaySimulator> {
  return startHostawaySimulator({
    limits: { ...limit },
    // The same delays for every sender.
    seed: 1,
    faults: [{ kind: 'latency', where: 'on_the_way', delay_ms: 0, jitter_ms }],
  });
}

/** Where to call, and as whom. */
export const addressSchema = z.object({ url: z.string(), token: z.string() });

export type Address = z.infer<typeof addressSchema>;

export function addressOf({ url }: HostawaySimulator): Address {
  return { url: `${url}/v1/listings?limit=1`, token: demoAccount.tokens[0] };
}
