import type { AlertRule, CurrentAlert } from '../health/alert.ts';
import type { CallFigures } from '../health/call-alerts.ts';
import { currentAlerts } from '../health/current-alerts.ts';
import { countAlert } from '../health/listing-alerts.ts';
import type { ListingDetail } from '../health/listing-state.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { Condition } from './alert-changes.ts';
import { type Collision, doubleBookings } from './double-bookings.ts';
import type { Watched } from './watch.ts';

/** What a look at a target reads. `listings`: undefined when they were not looked at. */
export interface Facts {
  readonly target: StoredTarget;
  readonly calls: CallFigures;
  readonly listings: readonly ListingDetail[] | undefined;
  readonly watched: Watched;
  readonly collisions: readonly Collision[];
}

/** The rules that only a look at the listings decides. */
const listingRules: ReadonlySet<AlertRule> = new Set([
  'oldest_waiting_seconds',
  'content_refused',
  'listings_failed',
  'removals_failed',
  'dead_letters',
  'attempts_unrecorded',
]);

/** How long (ms) a finding holds: what looks for them comes again within that time. */
const findingMs = {
  changes_forgotten: 5 * 60_000,
  consumer_off: 7 * 60_000,
  inbound_failed: 10 * 60_000,
  subscription_lost: 12 * 60_000,
} as const;

/** An attempt under way is recorded within a minute and a half, or by whoever finds its worker dead soon after. */
const recordedWithinMs = 10 * 60_000;

/** Which rules those facts decide. */
export function rulesOf({ listings }: Pick<Facts, 'listings'>): (rule: AlertRule) => boolean {
  return (rule) => listings !== undefined || !listingRules.has(rule);
}

/** All that holds of a target at `now` (epoch ms): what its row of the dashboard tells, and what takes more than a row to know. */
export function conditionsOf(facts: Facts, now: number): Condition[] {
  const { target, calls, listings = [] } = facts;
  const onRow = currentAlerts({ target, listings, calls }, now);

  return [
    ...[
      // Of the listings that are refused the row tells how many, and a record which.
      ...onRow.filter(({ rule }) => rule !== 'content_refused'),
      ...unrecordedAlerts(listings, now),
      ...foundAlerts(facts, now),
    ].map(aCondition),
    ...refusedListings(listings),
    ...doubleBookings(facts.collisions),
  ];
}

function aCondition(alert: CurrentAlert): Condition {
  const { rule, threshold } = alert;
  // At 60 days and at 30: each is told.
  const isEnding = rule === 'credentials_expire' || rule === 'credentials_expired';

  return { ...alert, subject: isEnding ? `${threshold}` : '-', listing_id: null };
}

/** One for each listing and version: whoever mends one need not be told of the others. */
function refusedListings(listings: readonly ListingDetail[]): Condition[] {
  return listings.flatMap(({ id, status, sync_status, refused_version, error_message }) =>
    status !== 'archived' && sync_status === 'error' && refused_version !== undefined
      ? [
          {
            rule: 'content_refused' as const,
            message: error_message ?? 'the channel does not take the content of this listing',
            value: null,
            threshold: null,
            subject: `${id}#${refused_version}`,
            listing_id: id,
          },
        ]
      : [],
  );
}

function unrecordedAlerts(listings: readonly ListingDetail[], now: number): CurrentAlert[] {
  const unrecorded = listings.filter(
    ({ lease_until = Number.POSITIVE_INFINITY }) => lease_until + recordedWithinMs <= now,
  );

  return countAlert(
    'attempts_unrecorded',
    unrecorded.length,
    'attempts were begun and never put on record: calls may have been made that the audit does not have',
  );
}

function foundAlerts({ target, watched }: Facts, now: number): CurrentAlert[] {
  const holds = (at: string | undefined, ms: number) =>
    at !== undefined && now - Date.parse(at) < ms;

  return [
    ...(holds(watched.changes_forgotten_at, findingMs.changes_forgotten)
      ? countAlert(
          'changes_forgotten',
          watched.changes_forgotten ?? 0,
          'listings were behind and nobody knew: they are being sent now, but their changes had been lost',
        )
      : []),
    ...(holds(watched.inbound_failed_at, findingMs.inbound_failed)
      ? countAlert(
          'inbound_failed',
          watched.inbound_failed ?? 0,
          'what the channel told of a booking could not be taken over: the inbound audit says why',
        )
      : []),
    ...(holds(watched.subscription_lost_at, findingMs.subscription_lost)
      ? countAlert(
          'subscription_lost',
          watched.subscription_lost ?? 0,
          'the channel had stopped telling of bookings: its subscription was gone or off, and is made anew',
        )
      : []),
    ...(target.is_active && holds(watched.consumer_off_at, findingMs.consumer_off)
      ? countAlert(
          'consumer_off',
          watched.consumer_off ?? 0,
          "nothing drained the target's queue though it is active: it is being put back",
        )
      : []),
  ];
}
