import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { FoundListings } from '../../../domain/listings/listing-store.ts';
import { batchGet } from '../batch-get.ts';
import { idOf, listingKey } from '../keys.ts';
import { readable } from '../readable.ts';
import { toListing } from './listing-item.ts';

/** Listings by their ids, as they are now, in no order; what does not exist is left out without a word. */
export async function getListings(
  client: DynamoDBDocumentClient,
  table: string,
  { ids, ...tenant }: Tenant & { readonly ids: readonly string[] },
): Promise<FoundListings> {
  const items = await batchGet(
    client,
    table,
    ids.map((id) => listingKey(tenant, id)),
  );
  const left_out: string[] = [];
  const listings = readable(items, toListing, (_, { sk }) => left_out.push(idOf(String(sk))));

  return { listings, left_out };
}
