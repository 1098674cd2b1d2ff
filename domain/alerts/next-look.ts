import { toTimestamp } from '../common/time.ts';
import { thresholdsOf } from '../health/alert.ts';
import { leastEvents } from '../health/call-alerts.ts';
import { callsLongerThan } from '../health/latency-histogram.ts';
import { oldestWaitingSeconds } from '../health/listing-state.ts';
import { failuresIn } from '../health/minute-counts.ts';
import { closesAt } from './alert-changes.ts';
import type { StoredAlert } from './alert-record.ts';
import type { Facts } from './conditions.ts';
import { rulesOf } from './conditions.ts';
import { type Looked, nextListingsLook } from './watch.ts';

const minuteMs = 60_000;
/** As often as every target's health is looked at. */
const usualMs = 5 * minuteMs;
const hourMs = 60 * minuteMs;

/** Between two looks at a target's listings that nothing new is met in (ms): there may be thousands. */
const listingsMs = 15 * minuteMs;

/**
 * When to look again at a target of which these alerts are open after a look at `now` (epoch ms), though nothing new is met there.
 * Undefined: not at all, since none of its rules can begin to hold by the mere passing of time.
 */
export function nextLook(
  facts: Facts,
  open: readonly StoredAlert[],
  now: number,
): Looked | undefined {
  const listings_looked_at =
    facts.listings === undefined ? facts.watched.listings_looked_at : toTimestamp(now);
  // Whoever forgets that they were just read would read them again with the next thing that is met.
  const forgetAt = listings_looked_at === undefined ? 0 : Date.parse(listings_looked_at) + usualMs;
  const again = earliest([
    ...(forgetAt > now ? [forgetAt] : []),
    ...(open.length > 0 ? [now + usualMs] : []),
    ...open.filter(({ quiet_since }) => quiet_since !== null).map((one) => closesAt(one, now)),
    ...callsAgain(facts, now),
  ]);
  const listingsAgain = listingsLook(facts, open, now);
  if (again === undefined && listingsAgain === undefined) return undefined;

  return {
    looked_at: toTimestamp(now),
    ...(listings_looked_at !== undefined && { listings_looked_at }),
    ...(again !== undefined && { again_at: toTimestamp(again) }),
    ...(listingsAgain !== undefined && { listings_again_at: toTimestamp(listingsAgain) }),
  };
}

/** A share of calls also rises as others grow old: whoever has had as many refused or slow ones as it takes is looked at again. */
function callsAgain({ target, calls }: Facts, now: number): number[] {
  const { p95_latency_ms } = thresholdsOf(target);
  const slow = callsLongerThan(calls.latencies, p95_latency_ms);
  const isRecent = Math.max(calls.last_10m.rate_limited, slow) >= leastEvents;

  return [
    ...(isRecent ? [now + usualMs] : []),
    // A day moves slowly, and takes more to read.
    ...(failuresIn(calls.last_24h) >= leastEvents ? [now + hourMs] : []),
  ];
}

function listingsLook(
  { target, watched, listings }: Facts,
  open: readonly StoredAlert[],
  now: number,
): number | undefined {
  if (listings === undefined)
    return earliest([
      ...(watched.listings_again_at === undefined ? [] : [Date.parse(watched.listings_again_at)]),
      ...[nextListingsLook(watched)].filter((at) => at !== undefined),
    ]);
  const isOfListings = rulesOf({ listings: undefined });
  const ofListings = open.filter(({ rule }) => !isOfListings(rule));
  const waited = oldestWaitingSeconds(listings, now);
  const { oldest_waiting_seconds } = thresholdsOf(target);

  return earliest([
    ...(ofListings.length > 0 ? [now + listingsMs] : []),
    ...ofListings
      .filter(({ rule, quiet_since }) => rule === 'oldest_waiting_seconds' || quiet_since !== null)
      .map(() => now + usualMs),
    // Just when what waits will have waited too long.
    ...(waited === null || waited > oldest_waiting_seconds
      ? []
      : [now + Math.max(minuteMs, (oldest_waiting_seconds + 1 - waited) * 1_000)]),
  ]);
}

function earliest(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}
