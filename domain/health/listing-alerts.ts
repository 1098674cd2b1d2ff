import type { StoredTarget } from '../channels/target.ts';
import { alertThresholds, type CurrentAlert } from './alert.ts';
import { type ListingState, oldestWaitingSeconds, tallyRemovals } from './listing-state.ts';

/** What listings wait for or have failed with. */
export function listingAlerts(
  target: StoredTarget,
  listings: readonly ListingState[],
  now: number,
): CurrentAlert[] {
  const refused = listings.filter(isRefused).length;
  const { failed } = tallyRemovals(listings);

  return [
    ...longWait(target, oldestWaitingSeconds(listings, now)),
    ...countAlert(
      'content_refused',
      refused,
      'listings whose content the channel does not take: their error_message says why',
    ),
    ...countAlert(
      'removals_failed',
      failed,
      'archived listings that could not be removed from the channel: they may still be on sale',
    ),
  ];
}

/** Listings of a paused or a manual target wait for a person, not for the channel. */
function longWait({ is_active, sync_mode }: StoredTarget, seconds: number | null): CurrentAlert[] {
  const threshold = alertThresholds.oldest_waiting_seconds;
  const message = 'a change has been waiting for long';
  if (!is_active || sync_mode !== 'api' || seconds === null || seconds <= threshold) return [];

  return [{ rule: 'oldest_waiting_seconds', message, value: seconds, threshold }];
}

function countAlert(rule: CurrentAlert['rule'], value: number, message: string): CurrentAlert[] {
  return value > 0 ? [{ rule, message, value, threshold: 0 }] : [];
}

function isRefused({ sync_status, refused_version }: ListingState): boolean {
  return sync_status === 'error' && refused_version !== undefined;
}
