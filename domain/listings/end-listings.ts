import { inParallel } from '../common/in-parallel.ts';
import type { Clock } from '../common/time.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import { leaving } from './archive-listing.ts';
import { changeListing } from './change-listing.ts';
import type { StoredListing } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';
import type { ListingIds, ListingStore } from './listing-store.ts';

/** A target's listings, in pages, and how they end. */
export interface EndingListings extends ListingIds, Pick<ListingStore, 'get' | 'archive'> {}

/** Writes under way at once: a partition takes about a thousand a second. */
const atOnce = 16;

/**
 * Archives what a deleted target still lists, since nothing will keep it up to date any more; what is at the channel stays
 * there. Safe to repeat. One page at least; false when the time (epoch ms) was up before the last.
 */
export async function endListings(
  target: TargetIdentity,
  until: number,
  { listings, clock }: { readonly listings: EndingListings; readonly clock: Clock },
): Promise<boolean> {
  let after: string | undefined;
  for (;;) {
    const { ids, more } = await listings.ofTarget(target, target.id, after);
    await inParallel(ids, atOnce, (id) =>
      changeListing(
        target,
        { id },
        {
          get: (tenant, listingId) => listings.get(tenant, listingId),
          write: (read, changes) => listings.archive(read, changes),
          decide: (read) => ending(read, clock()),
        },
      ),
    );
    after = ids.at(-1);
    if (!more) return true;
    if (clock() > until) return false;
  }
}

/** A removal that was asked for can no longer be made: the credentials are gone. */
function ending(read: StoredListing, now: number): ListingChanges | undefined {
  if (read.status === 'archived' && read.removal_requested !== true) return undefined;
  const { set, remove } = leaving(read, now);
  const removal = read.removal_requested === true;

  return {
    set: {
      ...set,
      sync_status: removal ? 'error' : 'ok',
      error_message: removal
        ? 'The target was deleted before the listing was removed from the channel. Remove it there by hand.'
        : 'The target was deleted. The listing stays at the channel as it was sent last.',
    },
    remove: [...remove, 'removal_requested'],
  };
}
