import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { Tenant } from '../../../domain/shared/tenant.ts';
import { batchGet } from '../batch-get.ts';
import { listingKey } from '../keys.ts';
import { toListing } from './listing-item.ts';

/** Listings by their ids, as they are now, in no order; what does not exist is left out. */
export async function getListings(
  client: DynamoDBDocumentClient,
  table: string,
  { ids, ...tenant }: Tenant & { readonly ids: readonly string[] },
): Promise<StoredListing[]> {
  const items = await batchGet(
    client,
    table,
    ids.map((id) => listingKey(tenant, id)),
  );

  return items.map(toListing);
}
