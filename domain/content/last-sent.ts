import type { Payload } from '../channel/channel.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { Unit } from '../supply/unit.ts';
import type { Rendering } from './content.ts';
import { changesAtChannel, type PatchOperation } from './payload-diff.ts';

/** How what would go out differs from what the channel accepted last. */
export interface LastSent {
  /** Null when nothing has been sent. `payload_hash` is null when it is not known what the channel holds. */
  readonly last_sent: {
    readonly unit_version: number;
    readonly payload_hash: string | null;
    readonly sent_at: string | null;
  } | null;
  /** Null when it cannot be said. */
  readonly differs: boolean | null;
  /** From the payload sent last to what the channel would hold after the one that would go out (RFC 6902); null when the former cannot be made again. */
  readonly difference: readonly PatchOperation[] | null;
  /** The payload sent last as it would be made today, which `difference` begins with; null like that. */
  readonly difference_from: Payload | null;
  /** Why there is no difference to show, or what it does not show. */
  readonly difference_note: string | null;
}

interface Before {
  /** What was sent last, as it would be made today. */
  readonly before: Rendering | undefined;
  readonly vocabulary_known: boolean;
}

interface Now {
  readonly unit: Unit;
  readonly rendering: Rendering;
}

/**
 * Payloads are not kept: the one sent last is made again from the snapshot of its version, as the mapping is today. The hash
 * kept of it tells whether that gives the same.
 */
export function lastSent(
  listing: StoredListing,
  now: Now | undefined,
  { before, vocabulary_known }: Before,
): LastSent {
  const { last_sync_version, last_payload_hash, last_synced_at } = listing;
  if (last_sync_version === null)
    return {
      ...unknown('Nothing has been sent yet.'),
      last_sent: null,
      differs: now === undefined ? null : true,
    };

  const last_sent = {
    unit_version: last_sync_version,
    payload_hash: last_payload_hash,
    sent_at: last_synced_at,
  };
  const comparable = now !== undefined && (vocabulary_known || last_payload_hash === null);
  const differs = comparable ? now.rendering.payload_hash !== last_payload_hash : null;
  if (now === undefined)
    return { ...unknown('There is nothing to compare with.'), last_sent, differs };

  if (before === undefined) {
    const note = `The snapshot of version ${last_sync_version}, which was sent last, no longer exists.`;
    return { ...unknown(note), last_sent, differs };
  }

  return {
    last_sent,
    differs,
    difference_from: before.mapped.payload,
    difference: changesAtChannel(before.mapped.payload, now.rendering.mapped.payload),
    difference_note: noteOn(listing, { before, now: now.rendering, vocabulary_known }),
  };
}

/** What the difference cannot show. */
function noteOn(
  { last_payload_hash, remote_unclear }: StoredListing,
  rendered: {
    readonly before: Rendering;
    readonly now: Rendering;
    readonly vocabulary_known: boolean;
  },
): string | null {
  const { before, now, vocabulary_known } = rendered;
  if (remote_unclear === true)
    return 'The answer to the last write never came, so the channel may hold something newer than what is compared with.';
  if (last_payload_hash === null)
    return 'The listing was linked anew, or its target moved to another account since, so that what the channel holds is not known: everything is sent again.';
  if (!vocabulary_known)
    return 'Both payloads lack what needs the vocabulary of the channel, so differences there do not show.';
  if (before.payload_hash !== last_payload_hash)
    return 'The field mapping or the vocabulary of the channel has changed since, which this difference does not show: it is between the two versions of the unit as they are mapped today.';
  if (Object.keys(before.mapped.payload).some((field) => !(field in now.mapped.payload)))
    return 'The channel keeps fields that this payload no longer has: an update leaves alone what it does not name.';

  return null;
}

function unknown(difference_note: string) {
  return { difference: null, difference_from: null, difference_note };
}
