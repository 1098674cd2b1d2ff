import type { AlertRule } from '../health/alert.ts';

const minuteMs = 60_000;

/**
 * How long (ms) a condition must not have held before its alert closes. Within that time it goes on as the same alert, so that
 * what comes and goes is told once. What ends by a person's act or by the calendar ends at once.
 */
export const closesAfterMs: Readonly<Record<AlertRule, number>> = {
  // A channel that lets us read but not write is blocked and let in again with every look.
  credentials_rejected: 10 * minuteMs,
  channel_unavailable: 10 * minuteMs,
  // Two of the looks that find it.
  target_offline: 10 * minuteMs,
  silence_seconds: 10 * minuteMs,
  oldest_waiting_seconds: 10 * minuteMs,
  // As long as what they are measured over, up to an hour.
  rate_limited_ratio: 10 * minuteMs,
  p95_latency_ms: 60 * minuteMs,
  error_rate: 60 * minuteMs,
  content_refused: 10 * minuteMs,
  listings_failed: 10 * minuteMs,
  removals_failed: 10 * minuteMs,
  dead_letters: 10 * minuteMs,
  attempts_unrecorded: 10 * minuteMs,
  // Until the reconciler has looked again.
  changes_forgotten: 70 * minuteMs,
  consumer_off: 10 * minuteMs,
  double_booking: 0,
  inbound_failed: 60 * minuteMs,
  // Until the next look at the channel has found it in order.
  subscription_lost: 20 * minuteMs,
  credentials_expired: 0,
  credentials_expire: 0,
};
