import type { AlertRule } from '../common/words/alert-words.ts';
import { counted } from '../common/words/counted.ts';
import { duration, milliseconds, percent } from '../common/words/time.ts';

const listings = (value: number) => counted(value, 'listing');
/** To the end of the credentials; below nothing it is past. */
const days = (value: number) => counted(Math.max(0, value), 'day');

/** Rules that are about no number have none. */
const figures: Partial<Readonly<Record<AlertRule, (value: number) => string>>> = {
  silence_seconds: duration,
  oldest_waiting_seconds: duration,
  rate_limited_ratio: percent,
  p95_latency_ms: milliseconds,
  error_rate: percent,
  listings_failed: listings,
  removals_failed: listings,
  dead_letters: listings,
  changes_forgotten: listings,
  attempts_unrecorded: (value) => counted(value, 'attempt'),
  credentials_expire: days,
};

/** A rule's value with its unit; undefined where a number says nothing. */
export function figureOf(rule: AlertRule, value: number | null): string | undefined {
  return value === null ? undefined : figures[rule]?.(value);
}
