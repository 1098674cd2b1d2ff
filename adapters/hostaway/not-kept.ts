import * as z from 'zod';
import type { Payload } from '../../domain/channel/channel.ts';
import type { MappingWarning } from '../../domain/listings/listing.ts';

const objectSchema = z.record(z.string(), z.unknown());
const rowsSchema = z.array(objectSchema);
/** More fields than that are one kind of trouble, e.g. a profile with other names than the account's API. */
const mostFields = 20;
/** Accepted, and as a rule null in what comes back. */
const neverShown = new Set(['thumbnailUrl']);
/** What of a row has to come back. The URL of a picture does not: Hostaway serves its own copy. */
const rowKeys: Readonly<Record<string, readonly string[]>> = {
  listingAmenities: ['amenityId'],
  listingBedTypes: ['bedTypeId', 'quantity'],
  listingImages: [],
};
/** Hostaway rounds coordinates; this is some ten metres. */
const tolerance: Readonly<Record<string, number>> = { lat: 1e-4, lng: 1e-4 };

/**
 * What of a payload the listing in Hostaway's answer does not have: fields it does not know or may not set are ignored with
 * success (documentation of October 2026), so only the answer tells. No values, which may be long or private. Empty for an answer
 * without the listing.
 */
export function notKept(payload: Payload, result: unknown): MappingWarning[] {
  const listing = objectSchema.safeParse(result).data;
  if (listing === undefined || !('name' in listing)) return [];

  // Lists first, since what is lost of them is never to hide behind a number.
  const fields = Object.entries(payload).toSorted(
    ([a], [b]) => Number(b in rowKeys) - Number(a in rowKeys),
  );
  const warnings = fields.flatMap(([field, sent]) => {
    const message = neverShown.has(field) ? null : troubleWith(field, sent, listing[field]);
    return message === null ? [] : [{ field, message, told_by: 'channel' } as const];
  });
  const left = warnings.length - mostFields;
  if (left <= 0) return warnings;
  const rest = {
    field: 'payload',
    message: `and ${left} more fields`,
    told_by: 'channel',
  } as const;

  return [...warnings.slice(0, mostFields), rest];
}

function troubleWith(field: string, sent: unknown, kept: unknown): string | null {
  const keys = rowKeys[field];
  if (keys !== undefined && Array.isArray(sent)) return troubleWithRows(keys, sent, kept);
  if (isNothing(sent))
    return isNothing(kept) || kept === 0 ? null : 'cleared, but Hostaway keeps a value';
  if (isNothing(kept)) return sent === 0 ? null : 'sent, but Hostaway does not keep it';

  return isSame(sent, kept, tolerance[field] ?? 1e-6)
    ? null
    : 'sent, but Hostaway keeps another value';
}

/** Lists may be left blank in an answer, so that an empty one says nothing. */
function troubleWithRows(keys: readonly string[], sent: unknown[], kept: unknown): string | null {
  const rows = rowsSchema.safeParse(kept).data ?? [];
  if (rows.length === 0) return null;
  if (keys.length === 0)
    return rows.length >= sent.length
      ? null
      : `Hostaway shows ${rows.length} of ${sent.length} so far: the others are still being fetched, or cannot be`;
  const keyOf = (row: unknown) => {
    const values = objectSchema.safeParse(row).data ?? {};
    return keys.map((key) => Number(values[key])).join(':');
  };
  const known = new Set(rows.map(keyOf));
  const lost = sent.filter((row) => !known.has(keyOf(row))).length;

  return lost === 0 ? null : `Hostaway keeps ${sent.length - lost} of ${sent.length}`;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Some numbers come back as text, and flags as 0 and 1. */
function isSame(sent: unknown, kept: unknown, within: number): boolean {
  if (typeof sent === 'number' || typeof sent === 'boolean')
    return Math.abs(Number(sent) - Number(kept)) <= within * Math.max(1, Math.abs(Number(sent)));
  if (typeof sent === 'string') return plain(sent) === plain(String(kept));

  return true;
}

function plain(text: string): string {
  return text.normalize().replaceAll(/\s+/g, ' ').trim();
}
