import { lacksWords, type ReferenceData } from '../channel/channel.ts';
import { toTimestamp } from '../common/time.ts';
import { dueShard } from '../listings/due.ts';
import type { ListingChanges } from '../listings/listing-changes.ts';

/** What was sent without a vocabulary is looked at again after this (ms), and sent again if it has come back by then. */
const lookAgainMs = 3_600_000;

/**
 * The changes of a listing that has come to rest. One that was mapped without a vocabulary of its channel stays due: no change of
 * its unit would tell that the words it lacks are to be had again. `now`: epoch ms.
 */
export function lookAgainIfLacking(
  changes: ListingChanges,
  { listing_id, reference, now }: { listing_id: string; reference: ReferenceData; now: number },
): ListingChanges {
  const { sync_status, last_sync_version } = changes.set;
  // A removal has no content.
  const isSent = sync_status === 'ok' && last_sync_version !== undefined;
  if (!isSent || !lacksWords(reference)) return changes;

  return {
    ...changes,
    set: {
      ...changes.set,
      due_shard: dueShard(listing_id),
      due_at: toTimestamp(now + lookAgainMs),
    },
  };
}
