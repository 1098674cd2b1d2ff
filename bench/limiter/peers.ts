import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';
import type { Limit } from './scenarios.ts';

export const peerNames = [
  'p-queue',
  'p-throttle',
  'Bottleneck, minTime',
  'Bottleneck, reservoir',
] as const;

export type PeerName = (typeof peerNames)[number];

/** Makes a call at its turn. */
export type Paced = (call: () => Promise<void>) => Promise<void>;

/**
 * Limiters that work within one process, each set for a limit as its documentation says: by its sliding window where it has one.
 * Bottleneck has none, and no release since 2019, but many users: at an even pace, and with an allowance that is filled up
 * again, whose bursts are spread.
 */
export const peers: Readonly<Record<PeerName, (limit: Limit) => Paced>> = {
  'p-queue': ({ max_requests, window_ms }) => {
    const queue = new PQueue({ intervalCap: max_requests, interval: window_ms, strict: true });

    return (call) => queue.add(call);
  },
  'p-throttle': ({ max_requests, window_ms }) =>
    pThrottle({ limit: max_requests, interval: window_ms, strict: true })((call) => call()),
  'Bottleneck, minTime': ({ max_requests, window_ms }) =>
    paced(new Bottleneck({ minTime: Math.ceil(window_ms / max_requests) })),
  'Bottleneck, reservoir': ({ max_requests, window_ms }) =>
    paced(
      new Bottleneck({
        reservoir: max_requests,
        reservoirRefreshAmount: max_requests,
        reservoirRefreshInterval: window_ms,
        minTime: Math.ceil(window_ms / max_requests / 4),
      }),
    ),
};

function paced(limiter: Bottleneck): Paced {
  return (call) => limiter.schedule(call);
}
