import type { Payload } from '../channel/channel.ts';
import { contentHash, sha256 } from '../common/payload-hash.ts';
import type { MappingWarning, StoredListing } from '../listings/listing.ts';

/*
 * Some fields are costly to a channel each time they are sent, such as pictures, which it fetches anew. An update leaves them
 * out when the channel has them as they are to be. That is known by a seal, over the field and the hash of the whole
 * payload it was part of: it holds only while that payload is the last one the channel took, whoever has sent others since.
 */

export type Seals = Readonly<Record<string, string>>;

/** Half a SHA-256 in hex digits: enough, and a listing's row has to stay small. */
const sealLength = 32;

/** Seals of the costly fields that a payload has. `hash`: its own. */
export function seals(payload: Payload, hash: string, costly: readonly string[]): Seals {
  return Object.fromEntries(
    costly.flatMap((field) =>
      field in payload ? [[field, seal(hash, contentHash(payload[field]))]] : [],
    ),
  );
}

function seal(...hashes: readonly string[]): string {
  return sha256(hashes.join('|')).slice(0, sealLength);
}

/** Of the costly fields of a payload those which the channel has already, so that an update need not name them. None while anything is in doubt. */
export function heldFields(
  listing: StoredListing,
  payload: Payload,
  costly: readonly string[],
): string[] {
  const { last_payload_hash, held_fields = {} } = listing;
  if (last_payload_hash === null || listing.external_listing_id === null || isInDoubt(listing))
    return [];
  const wanted = seals(payload, last_payload_hash, costly);

  return Object.keys(wanted).filter((field) => wanted[field] === held_fields[field]);
}

/** Whether the channel may have something else than it accepted last: a write without a clear answer, or one that it has refused but applied in part. */
export function isInDoubt(listing: StoredListing): boolean {
  const { remote_unclear, doubt_until, confirm_at, refused_version } = listing;

  return (
    remote_unclear === true ||
    [doubt_until, confirm_at, refused_version].some((at) => at !== undefined)
  );
}

/** The payload without them. */
export function withoutFields(payload: Payload, fields: readonly string[]): Payload {
  return Object.fromEntries(Object.entries(payload).filter(([field]) => !fields.includes(field)));
}

/** What of the seals an answer confirms: not those of fields that the channel has not kept as they were sent. */
export function confirmed(sealed: Seals, notKept: readonly MappingWarning[]): Seals {
  const lost = new Set(notKept.map(({ field }) => field));

  return Object.fromEntries(Object.entries(sealed).filter(([field]) => !lost.has(field)));
}
