import type { StoredTarget } from '../targets/target.ts';
import { type CurrentAlert, thresholdsOf } from './alert.ts';
import { type CallFigures, callAlerts } from './call-alerts.ts';
import { listingAlerts } from './listing-alerts.ts';
import type { ListingState } from './listing-state.ts';
import { credentialAlerts, targetAlerts } from './target-alerts.ts';

export interface AlertParts {
  readonly target: StoredTarget;
  readonly listings: readonly ListingState[];
  readonly calls: CallFigures;
}

/** The alerts of a target that hold at `now` (epoch ms), what stops most first. */
export function currentAlerts(
  { target, listings, calls }: AlertParts,
  now: number,
): CurrentAlert[] {
  return [
    ...targetAlerts(target, now),
    ...callAlerts(calls, thresholdsOf(target)),
    ...listingAlerts(target, listings, now),
    ...credentialAlerts(target, now),
  ];
}
