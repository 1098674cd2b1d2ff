import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { SimulatedListing } from '../hostaway/simulated-listing.ts';
import type { JudgedListing, RunRecord, Violation } from './run-record.ts';

/** The channel holds what each listing that is done says it has sent, and what was expected of it. */
export function judgeContent(run: RunRecord): Violation[] {
  return run.listings.flatMap((listing): Violation[] => {
    const there = run.external.find(({ id }) => String(id) === listing.external_listing_id);
    if (there === undefined || listing.status !== 'active') return [];
    const expected = run.expected?.[listing.id];

    return [
      ...staleHash(listing, there),
      ...(expected === undefined ? [] : staleFields(listing, there, expected)),
    ];
  });
}

function staleHash(listing: JudgedListing, there: SimulatedListing): Violation[] {
  const { id, last_payload_hash, sync_status } = listing;
  if (sync_status !== 'ok' || last_payload_hash === null) return [];
  if (last_payload_hash === there.body_hash || last_payload_hash === there.whole_hash) return [];
  const message = `external listing ${there.id} holds another payload than the last one sent`;

  return [{ kind: 'stale', listing_id: id, message }];
}

function staleFields(
  listing: JudgedListing,
  there: SimulatedListing,
  expected: Readonly<Record<string, unknown>>,
): Violation[] {
  const different = Object.keys(expected).filter(
    (field) => !isKept(field, expected[field], there.listing[field]),
  );
  if (different.length === 0) return [];
  const message = `external listing ${there.id} differs in ${different.join(', ')}`;

  return [{ kind: 'stale', listing_id: listing.id, message }];
}

/** What of a row is compared: its own id is the channel's, and pictures are re-hosted under other addresses. */
const rowSchemas = new Map<string, z.ZodType>([
  ['listingAmenities', z.object({ amenityId: z.number() })],
  ['listingBedTypes', z.object({ bedTypeId: z.number(), quantity: z.number() })],
  ['listingImages', z.object({ caption: z.string().nullish(), sortOrder: z.number() })],
]);

/** Null is never stored, so it is as good as kept. */
function isKept(field: string, sent: unknown, held: unknown): boolean {
  if (sent === null || sent === undefined) return true;
  const row = rowSchemas.get(field);
  if (row === undefined) return isDeepStrictEqual(sent, held);
  const rows = (list: unknown) =>
    z
      .array(row)
      .parse(list)
      .map((item) => JSON.stringify(item, (_, value) => value ?? undefined))
      .sort();

  return isDeepStrictEqual(rows(sent), rows(held));
}
