import type { Work } from '../attempts/attempt.ts';
import { listingEvent } from '../attempts/listing-event.ts';
import { toTimestamp } from '../common/time.ts';
import { traceIdToUuid } from '../common/trace.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { ListingChanges } from '../listings/listing-changes.ts';
import { nextReplay } from '../listings/replay.ts';
import { jobAttributes } from '../listings/request-sync.ts';
import { finished, type Pass } from './pass.ts';
import type { Verdict } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';

const wishes = ['replay_id', 'requested_by', 'resync_id', 'resync_by'] as const;

/** Nothing can be sent: what was asked for has failed, and the replay that waits behind it has its turn. `now`: epoch ms. */
export function givenUp(listing: StoredListing, message: string, now: number): ListingChanges {
  const next = listing.replay_id === undefined ? undefined : nextReplay(listing, now);

  return {
    set: {
      sync_status: 'error',
      error_message: message,
      updated_at: toTimestamp(now),
      ...next?.set,
    },
    remove: [...jobAttributes, ...wishes, ...(next?.remove ?? [])],
  };
}

/** The work cannot be done, which is found out before a call is made for it. */
export async function giveUp(work: Work, message: string, pass: Pass): Promise<Verdict> {
  const { deps } = pass;
  const { listing, job, operation, unit_version } = work;
  const now = deps.clock();
  if (!(await deps.store.amend(listing, givenUp(listing, message, now))))
    return { kind: 'wait', until: now };
  finished(pass, { action: operation, state: 'failed', latency_ms: null });
  tellGivenUp({ job, listing, unit_version }, message, pass);

  return { kind: 'done' };
}

/** Tells of a listing that was given up without a call; once, however often its job is delivered. */
export function tellGivenUp(
  {
    job,
    listing,
    unit_version,
  }: { readonly job: SyncJob; readonly listing: StoredListing; readonly unit_version: number },
  message: string,
  { deps, events }: Pass,
): void {
  if (listing.sync_status === 'error' && listing.error_message === message) return;
  const { id, trace_id: _, ...known } = listing;
  const subject = { ...known, listing_id: id, unit_version, trace_id: traceIdToUuid(job.trace_id) };
  events.push(listingEvent(subject, { synced: false, error_message: message, now: deps.clock() }));
}
