import { brokenAdvice } from '../sync/broken-job.ts';
import type { StoredTarget } from '../targets/target.ts';
import { type CurrentAlert, thresholdsOf } from './alert.ts';
import { type ListingState, oldestWaitingSeconds, tallyRemovals } from './listing-state.ts';

/** What listings wait for or have failed with. */
export function listingAlerts(
  target: StoredTarget,
  listings: readonly ListingState[],
  now: number,
): CurrentAlert[] {
  const broken = listings.filter(
    ({ status, sync_status }) => status !== 'archived' && sync_status === 'error',
  );
  const refused = broken.filter(({ refused_version }) => refused_version !== undefined).length;
  const { failed } = tallyRemovals(listings);

  return [
    ...longWait(target, oldestWaitingSeconds(listings, now)),
    ...countAlert(
      'content_refused',
      refused,
      'listings whose content the channel does not take: their error_message says why',
    ),
    ...countAlert(
      'listings_failed',
      broken.length - refused,
      'listings that could not be sent and are tried no more by themselves: their error_message says what to do',
    ),
    ...countAlert(
      'dead_letters',
      listings.filter(isDead).length,
      'listings broke the system again and again; their jobs are among the dead letters',
    ),
    ...countAlert(
      'removals_failed',
      failed,
      'archived listings that could not be removed from the channel: they may still be on sale',
    ),
  ];
}

/** Only by its words is it told apart from other listings that failed. */
function isDead({ sync_status, error_message }: ListingState): boolean {
  return sync_status === 'error' && error_message === brokenAdvice;
}

/** Listings of a paused or a manual target wait for a person, not for the channel. */
function longWait(target: StoredTarget, seconds: number | null): CurrentAlert[] {
  const { is_active, sync_mode } = target;
  const threshold = thresholdsOf(target).oldest_waiting_seconds;
  const message = 'a change has been waiting for long';
  if (!is_active || sync_mode !== 'api' || seconds === null || seconds <= threshold) return [];

  return [{ rule: 'oldest_waiting_seconds', message, value: seconds, threshold }];
}

/** Of a rule that holds as soon as there is one. */
export function countAlert(
  rule: CurrentAlert['rule'],
  value: number,
  message: string,
): CurrentAlert[] {
  return value > 0 ? [{ rule, message, value, threshold: 0 }] : [];
}
