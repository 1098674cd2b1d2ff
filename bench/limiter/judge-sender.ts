import type { RecordedCall } from '../../local/hostaway/call-log.ts';
import { mostInTrailingWindow } from '../../local/oracle.ts';
import type { Limit } from './scenarios.ts';
import type { SentCall } from './send-call.ts';

/** How well one sender kept to the limit, and how much of it it used. */
export interface SenderResult {
  readonly calls: number;
  readonly answered_429: number;
  /** Share of the permitted rate at which calls were made, refused ones included; over whole windows, so that neither end counts. */
  readonly rate_used: number;
  /** The same for the calls that were not refused. */
  readonly rate_accepted: number;
  readonly most_in_window_sent: number;
  readonly most_in_window_received: number;
  readonly seconds: number;
}

/** From what a sender says it sent, and what its receiver counted. */
export function judgeSender(
  sent: readonly SentCall[],
  received: readonly RecordedCall[],
  limit: Limit,
): SenderResult {
  const times = sent.map(({ sent_at }) => sent_at).sort((a, b) => a - b);
  const answered_429 = sent.filter(({ status }) => status === 429).length;
  const rate_used = rateUsed(times, limit);

  return {
    calls: sent.length,
    answered_429,
    rate_used,
    rate_accepted: (rate_used * (sent.length - answered_429)) / sent.length,
    most_in_window_sent: mostInTrailingWindow(times, limit.window_ms),
    most_in_window_received: mostInTrailingWindow(
      received.map(({ at }) => at),
      limit.window_ms,
    ),
    seconds: ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000,
  };
}

/** From the first call to the first of the last begun window: a perfect sender makes `max_requests` in each `window_ms` between. */
function rateUsed(times: readonly number[], { max_requests, window_ms }: Limit): number {
  const windows = Math.floor((times.length - 1) / max_requests);
  const last = times[windows * max_requests] ?? Number.NaN;

  return (windows * window_ms) / (last - (times[0] ?? Number.NaN));
}
