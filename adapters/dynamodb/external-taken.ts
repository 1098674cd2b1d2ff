import type { Attempt, ListingChanges } from '../../domain/sync/settle.ts';
import type { TransactItem } from './audit-items.ts';
import { externalListingKey } from './keys.ts';

/**
 * Notes with the first success that an external listing, created or found by its marker, is this listing's, so that no
 * other can adopt it.
 */
export function externalTaken(
  table: string,
  { opened }: Attempt,
  { set }: ListingChanges,
): TransactItem[] {
  const external = set.external_listing_id ?? null;
  if (external === null || opened.last_payload_hash !== null) return [];

  return [
    {
      Put: {
        TableName: table,
        Item: {
          ...externalListingKey(opened, opened.target_id, external),
          listing_id: opened.id,
        },
      },
    },
  ];
}
