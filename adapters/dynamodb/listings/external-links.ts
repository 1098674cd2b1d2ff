import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ExternalListing } from '../../../domain/channel/channel.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { FoundListings } from '../../../domain/listings/listing-store.ts';
import type { ExternalLinks } from '../../../domain/targets/list-external.ts';
import { batchGet } from '../batch-get.ts';
import { externalListingKey } from '../keys.ts';
import { readable } from '../readable.ts';
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
  ): Promise<FoundListings> {
    const externalIds = externals.map(({ external_listing_id }) => external_listing_id);
    const guards = await batchGet(
      this.#client,
      this.#table,
      [...new Set(externalIds.filter(isLinkable))].map((id) =>
        externalListingKey(tenant, targetId, id),
      ),
    );
    const lost: string[] = [];
    const held = readable(
      guards,
      (guard) => guardSchema.parse(guard),
      (_, { sk }) => lost.push(String(sk)),
    );
    const ids = new Set([
      ...held.map(({ listing_id }) => listing_id),
      ...externals.flatMap(({ listing_id }) => listing_id ?? []),
    ]);

    const { listings, left_out } = await getListings(this.#client, this.#table, {
      ...tenant,
      ids: [...ids],
    });

    return { listings, left_out: [...lost, ...left_out] };
  }
}

/** What no listing can be linked to has no guard; and a key takes no text of any length. */
function isLinkable(externalId: string): boolean {
  return externalId.length <= 128;
}
