import { type HostawaySimulator, startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import { demoAccount } from '../../local/hostaway/simulator-options.ts';

/** The limit that both senders are told, and that the receiver enforces on every trailing window. */
export const limit = { max_requests: 12, window_ms: 10_000 } as const;

/** Each call is on its way for up to so long, evenly spread. */
export const jitterMs = 300;

/** A Hostaway that counts in an exact sliding window, at the end of a network that delays each call differently. */
export function startReceiver(seed: number): Promise<HostawaySimulator> {
  return startHostawaySimulator({
    limits: limit,
    seed,
    faults: [{ kind: 'latency', where: 'on_the_way', delay_ms: 0, jitter_ms: jitterMs }],
  });
}

/** Where to call, and as whom. */
export interface Address {
  readonly url: string;
  readonly token: string;
}

export function addressOf({ url }: HostawaySimulator): Address {
  return { url: `${url}/v1/listings?limit=1`, token: demoAccount.tokens[0] };
}
