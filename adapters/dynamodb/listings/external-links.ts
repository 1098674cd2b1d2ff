import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ExternalListing } from '../../../domain/channel/channel.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { Tenant } from '../../../domain/shared/tenant.ts';
import type { ExternalLinks } from '../../../domain/targets/list-external.ts';
import { batchGet } from '../batch-get.ts';
import { externalListingKey } from '../keys.ts';
import { getListings } from './get-listings.ts';

const guardSchema = z.object({ listing_id: z.uuid() });

/** Which of a tenant's listings a channel's listings may belong to: by the guard of each external id, and by marker. */
export class DynamoExternalLinks implements ExternalLinks {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async candidates(
    tenant: Tenant,
    targetId: string,
    externals: readonly ExternalListing[],
  ): Promise<StoredListing[]> {
    const externalIds = externals.map(({ external_listing_id }) => external_listing_id);
    const guards = await batchGet(
      this.#client,
      this.#table,
      [...new Set(externalIds.filter(isLinkable))].map((id) =>
        externalListingKey(tenant, targetId, id),
      ),
    );
    const ids = new Set([
      ...guards.map((guard) => guardSchema.parse(guard).listing_id),
      ...externals.flatMap(({ listing_id }) => listing_id ?? []),
    ]);

    return getListings(this.#client, this.#table, { ...tenant, ids: [...ids] });
  }
}

/** What no listing can be linked to has no guard; and a key takes no text of any length. */
function isLinkable(externalId: string): boolean {
  return externalId.length <= 128;
}
