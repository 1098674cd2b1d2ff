import * as z from 'zod';
import { storedListingSchema } from '../listings/listing.ts';

/** What the dashboard counts of a listing. Of the archived ones only those that are still to be removed from the channel. */
export const listingStateSchema = storedListingSchema.pick({
  target_id: true,
  status: true,
  sync_status: true,
  last_synced_at: true,
  updated_at: true,
  asked_at: true,
  refused_version: true,
  error_message: true,
});

/** What it tells of one that waits or has failed. */
export const listingDetailSchema = listingStateSchema.extend(
  storedListingSchema.pick({
    id: true,
    unit_id: true,
    retry_count: true,
    retry_after_at: true,
    removal_requested: true,
    lease_until: true,
    attempt_count: true,
  }).shape,
);

const count = z.int().min(0);

export const listingTallySchema = z.object({
  ok: count,
  pending: count,
  error: count,
  rate_limited: count,
});

/** Removals from the channel of archived listings: asked for and still to be made, and failed. */
export const removalTallySchema = z.object({ waiting: count, failed: count });

export type ListingState = z.infer<typeof listingStateSchema>;
export type ListingDetail = z.infer<typeof listingDetailSchema>;
export type ListingTally = z.infer<typeof listingTallySchema>;
export type RemovalTally = z.infer<typeof removalTallySchema>;

/** How many listings are in which state; paused ones count, archived ones do not. */
export function tallyListings(listings: readonly ListingState[]): ListingTally {
  const tally = { ok: 0, pending: 0, error: 0, rate_limited: 0 };
  for (const { status, sync_status } of listings)
    if (status !== 'archived') tally[sync_status] += 1;

  return tally;
}

export function tallyRemovals(listings: readonly ListingState[]): RemovalTally {
  const archived = listings.filter(({ status }) => status === 'archived');
  const failed = archived.filter(({ sync_status }) => sync_status === 'error').length;

  return { waiting: archived.length - failed, failed };
}

/** How long (s) the listing has waited that has waited longest; null when none does. Nobody waits for one that is paused. */
export function oldestWaitingSeconds(
  listings: readonly ListingState[],
  now: number,
): number | null {
  const waiting = listings.filter(
    ({ status, sync_status }) =>
      status !== 'paused' && (sync_status === 'pending' || sync_status === 'rate_limited'),
  );
  if (waiting.length === 0) return null;
  const since = Math.min(...waiting.map((listing) => Date.parse(waitingSince(listing))));

  return Math.max(0, Math.floor((now - since) / 1000));
}

/** Asked for again while it waits, or put off, it has waited since it was asked for first. One that has failed waits for nothing. */
export function waitingSince({
  updated_at,
  asked_at,
}: Pick<ListingState, 'updated_at' | 'asked_at'>) {
  return asked_at ?? updated_at;
}
