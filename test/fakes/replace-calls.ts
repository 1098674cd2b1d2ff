import type { CallOutcome, ChannelSession } from '../../domain/channel/channel.ts';
import { ChannelCallError } from '../../domain/channel/channel.ts';
import type { FakeChannel } from './fake-channel.ts';

/** From now on the sessions of the channel make these calls in the given way; the others stay. */
export function replaceCalls(channel: FakeChannel, calls: Partial<ChannelSession>): void {
  const connect = channel.connect.bind(channel);
  channel.connect = (connection) => ({ ...connect(connection), ...calls });
}

const nothing = { http_status: null, response_excerpt: null, error_message: null };

/** An outcome of each kind that is no success. */
export function anOutcome(kind: 'unclear' | 'unauthorized' | 'rate_limited', retryAt?: number) {
  const outcome =
    kind === 'rate_limited'
      ? { ...nothing, kind, http_status: 429, retry_at: retryAt ?? null }
      : { ...nothing, kind };

  return outcome satisfies CallOutcome;
}

/** A call that fails so. */
export function failing(...outcome: Parameters<typeof anOutcome>): () => Promise<never> {
  return () => Promise.reject(new ChannelCallError(anOutcome(...outcome)));
}
