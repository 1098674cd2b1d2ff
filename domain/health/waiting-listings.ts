import * as z from 'zod';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import { listingGate } from '../listings/listing-gate.ts';
import { type Gate, targetGate } from '../pacing/target-gate.ts';
import type { StoredTarget } from '../targets/target.ts';
import { type ListingDetail, listingDetailSchema, waitingSince } from './listing-state.ts';

const count = z.int().min(0);

/** `waiting_since`: when the oldest of what is still to be sent was asked for; of one in state `error`, since when it has been. */
export const waitingListingSchema = listingDetailSchema
  .omit({
    ...{ target_id: true, last_synced_at: true, updated_at: true, asked_at: true },
    ...{ removal_requested: true, lease_until: true, attempt_count: true },
  })
  .extend({
    waiting_since: timestampSchema,
    attempts: count.meta({
      description:
        'How often what failed or was put off last has been attempted, also when the channel answered 429; 0 when nothing was since it was in order.',
    }),
    held_back: z.string().nullable().meta({
      description:
        'What it waits for, as in a preview; null: for its turn, or for a person when in error.',
    }),
    due_at: timestampSchema.nullable().meta({
      description: 'When it may be tried next; null: in its turn, or when a person acts.',
    }),
  });

export const waitingListingsSchema = z.object({
  total: count,
  items: z.array(waitingListingSchema),
});

export type WaitingListings = z.infer<typeof waitingListingsSchema>;
type WaitingListing = z.infer<typeof waitingListingSchema>;

const mostShown = 100;

/** The listings that are not in order, those longest so first: at most 100, and how many there are. */
export function waitingListings(
  target: StoredTarget,
  listings: readonly ListingDetail[],
  now: number,
): WaitingListings {
  const waiting = listings
    .filter(({ sync_status }) => sync_status !== 'ok')
    .map((listing) => ({ listing, since: waitingSince(listing) }))
    .toSorted((a, b) => order(a.since, b.since) || order(a.listing.id, b.listing.id));
  const items = waiting.slice(0, mostShown).map(({ listing, since }) => ({
    ...shown(listing),
    waiting_since: since,
    ...nextTry(target, listing, now),
  }));

  return { total: waiting.length, items };
}

function shown(listing: ListingDetail) {
  const { target_id, last_synced_at, updated_at, asked_at, ...rest } = listing;
  const { removal_requested, lease_until, attempt_count = 0, ...told } = rest;

  // The count stays when an operation is over, and then says nothing of the one that waits.
  return { ...told, attempts: told.error_message === null ? 0 : attempt_count };
}

/** What keeps its job from making a call, by the worker's own rules. One in error has no job. */
function nextTry(
  target: StoredTarget,
  listing: ListingDetail,
  now: number,
): Pick<WaitingListing, 'held_back' | 'due_at'> {
  if (listing.sync_status === 'error') return { held_back: null, due_at: null };
  const gates = [targetGate(target, { now }), listingGate(listing, now)];
  const last = gates.reduce((a, b) => (untilOf(b) > untilOf(a) ? b : a));
  if (last.kind === 'open') return { held_back: null, due_at: null };
  const until = untilOf(last);

  return { held_back: last.why, due_at: Number.isFinite(until) ? toTimestamp(until) : null };
}

function untilOf(gate: Gate): number {
  if (gate.kind === 'open') return Number.NEGATIVE_INFINITY;

  return gate.kind === 'wait' ? gate.until : Number.POSITIVE_INFINITY;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
