import { ConflictError, UnprocessableError } from '../common/errors.ts';
import { toTimestamp } from '../common/time.ts';
import type { StoredTarget } from '../targets/target.ts';
import { changeListing } from './change-listing.ts';
import { forgetGone, requireGone } from './gone-listing.ts';
import type { StoredListing, WaitingReplay } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';
import { mergeChanges } from './listing-changes.ts';
import type { ListingCaller, ListingDeps } from './listing-deps.ts';
import type { ListingSurroundings } from './listing-store.ts';
import { requireUnarchived } from './pause-listing.ts';
import { mostWaitingReplays, replayChanges } from './replay.ts';

/** Which listing to send, at which version of its unit (absent: the newest). */
interface RetryRequest {
  readonly id: string;
  readonly unit_version?: number | undefined;
  readonly publish_again?: boolean | undefined;
}

/** The job that was asked for, and the version of the unit it sends. */
export interface RetryResult {
  readonly job_id: string;
  readonly unit_version: number;
}

/**
 * Sends a listing again at once and in any case, with an idempotency key of its own (spec, Manual Retry from Snapshot).
 * An older version is sent from its snapshot and stays until the unit changes again.
 *
 * No request is swallowed: one that comes while another replay is still to be sent waits its turn behind it, and has its
 * own job and its own audit rows in the name of who asked. Whoever wants several presses of a button to be one sends an
 * `Idempotency-Key`.
 *
 * With `publish_again` an external listing that the channel has said is gone is forgotten, and a new one made.
 * @throws NotFoundError; ConflictError `listing-archived`, `listing-paused`, `target-inactive`, `too-many-replays`, `not-gone`;
 * UnprocessableError `unknown-version`
 */
export async function retryListing(
  caller: ListingCaller,
  { id, unit_version, publish_again = false }: RetryRequest,
  deps: ListingDeps,
): Promise<RetryResult> {
  const job_id = deps.newId();
  let version = 0;
  await changeListing(
    caller.tenant,
    { id },
    {
      get: (tenant, listingId) => deps.listings.get(tenant, listingId),
      write: (listing, changes) => deps.listings.amend(listing, changes),
      decide: async (listing) => {
        requireSyncing(listing);
        const { target_id, unit_id } = listing;
        const found = await deps.listings.surroundings(caller.tenant, {
          target_id,
          unit_id: unit_id ?? id,
          listing_id: id,
          version: unit_version,
        });
        requireActive(found.target);
        const pin = pinned(found, unit_version);
        version = pin.version;
        if (publish_again) requireGone(listing);
        const replay = replaying(listing, replayOf(caller, job_id, pin), deps.clock());
        return publish_again ? mergeChanges(replay, forgetGone) : replay;
      },
    },
  );

  return { job_id, unit_version: version };
}

function requireSyncing(listing: StoredListing): void {
  requireUnarchived(listing);
  if (listing.status === 'paused') {
    throw new ConflictError('listing-paused', 'The listing is paused. Resume it instead.');
  }
}

function requireActive(target: StoredTarget | undefined): void {
  if (target?.is_active && target.deleted_at === null) return;

  throw new ConflictError(
    'target-inactive',
    'The target is paused or deleted, so nothing can be sent. Resume it first.',
  );
}

interface Pin {
  readonly version: number;
  /** The unit's version by then, which keeps an older one in place. */
  readonly newest: number;
}

/** The version to send. @throws UnprocessableError */
function pinned({ unit, snapshot }: ListingSurroundings, wanted: number | undefined): Pin {
  const newest = unit?.version ?? 0;
  const isOlder = wanted !== undefined && wanted < newest && snapshot !== undefined;
  if (wanted !== undefined && wanted !== newest && !isOlder) {
    throw new UnprocessableError('unknown-version', 'The unit has no such version.', [
      { path: 'unit_version', message: `must be from 1 to ${newest}` },
    ]);
  }
  return { version: wanted ?? newest, newest };
}

function replayOf(
  { user_id, trace_id }: ListingCaller,
  id: string,
  { version, newest }: Pin,
): WaitingReplay {
  const replay = { id, requested_by: user_id, trace_id };

  return version === newest
    ? replay
    : { ...replay, pinned_version: version, pinned_at_version: newest };
}

/** @throws ConflictError */
function replaying(listing: StoredListing, replay: WaitingReplay, now: number): ListingChanges {
  if (listing.replay_id === undefined) {
    const { set, remove } = replayChanges(listing, replay, now);
    return { set: { ...set, error_message: null }, remove };
  }
  const waiting = listing.waiting_replays ?? [];
  if (waiting.length >= mostWaitingReplays) {
    throw new ConflictError(
      'too-many-replays',
      `${waiting.length + 1} replays of this listing are still to be sent. Wait for them.`,
    );
  }

  return {
    set: { waiting_replays: [...waiting, replay], updated_at: toTimestamp(now) },
    remove: [],
  };
}
