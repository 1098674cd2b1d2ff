import { abandoned } from '../attempts/lease.ts';
import type { StoredListing } from '../listings/listing.ts';
import { applied } from '../listings/listing-changes.ts';
import { isWanted } from '../listings/listing-gate.ts';
import type { SyncDeps } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';
import type { LoadedJobs } from './sync-store.ts';

type Deps = Pick<SyncDeps, 'store' | 'clock'>;

/** A listing was written to whenever its open row was to be closed. */
export class RowNotClosedError extends Error {
  override name = 'RowNotClosedError';
}

const maxRounds = 3;

/**
 * Reads what the jobs are about, and closes the rows that dead workers have left open on their listings, so that none stays open
 * whatever is to become of its listing. One whose row cannot be closed counts as unreadable. `isOver`: nothing more is to be
 * sent of any of them; else only of those that are paused or archived. These are not looked for any more either.
 */
export async function closeDeadRows(
  jobs: readonly SyncJob[],
  deps: Deps,
  isOver = false,
): Promise<LoadedJobs> {
  const loaded = await deps.store.load(jobs);
  const listings = new Map(loaded.listings);
  const unreadable = new Map(loaded.unreadable);
  for (const job of jobs) {
    const listing = listings.get(job.listing_id);
    if (listing === undefined) continue;
    try {
      listings.set(listing.id, await freed(listing, { job, deps, isOver }));
    } catch (error) {
      unreadable.set(listing.id, error);
    }
  }

  return { ...loaded, listings, unreadable };
}

async function freed(
  listing: StoredListing,
  context: { readonly job: SyncJob; readonly deps: Deps; readonly isOver: boolean },
): Promise<StoredListing> {
  const { store, clock } = context.deps;
  let current = listing;
  for (let round = 0; round < maxRounds; round += 1) {
    const now = clock();
    const isOver = context.isOver || !isWanted(current);
    const isLeft = current.open_attempt !== undefined || (isOver && current.due_at !== undefined);
    if (!isLeft || (current.lease_until ?? 0) > now) return current;
    const changes = abandoned(current, isOver);
    if (await store.abandon(current, changes, now)) return applied(current, changes);
    const { listings } = await store.load([context.job]);
    current = listings.get(listing.id) ?? current;
  }
  throw new RowNotClosedError(`listing ${listing.id} is written to again and again`);
}
