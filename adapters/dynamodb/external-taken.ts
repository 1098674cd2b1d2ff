import type { Attempt, ListingChanges } from '../../domain/sync/settle.ts';
import type { TransactItem } from './audit-items.ts';
import { externalListingKey } from './keys.ts';

/** Notes that an external listing is this listing's from its creation on, so that no other can adopt it. */
export function externalTaken(
  table: string,
  { opened, operation }: Attempt,
  { set }: ListingChanges,
): TransactItem[] {
  const external = set.external_listing_id ?? null;
  if (operation !== 'create' || external === null) return [];

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
