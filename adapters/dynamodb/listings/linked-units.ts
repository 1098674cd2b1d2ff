import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { BookedUnit } from '../../../domain/bookings/wanted-booking.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { externalListingKey, type Key, listingKey } from '../keys.ts';
import { toListing } from './listing-item.ts';

const guardSchema = z.object({ sk: z.string(), listing_id: z.uuid() });

/** Which unit a channel's listing stands for, by the guard that each linked external listing has. */
export class DynamoLinkedUnits {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async unitOf(
    tenant: Tenant,
    targetId: string,
    externalListingId: string,
  ): Promise<BookedUnit | undefined> {
    const guard = await this.#get(externalListingKey(tenant, targetId, externalListingId));
    if (guard === undefined) return undefined;
    const { listing_id } = guardSchema.parse(guard);
    const item = await this.#get(listingKey(tenant, listing_id));
    if (item === undefined) return undefined;
    const { unit_id, status } = toListing(item);

    // One that is being removed from the channel holds on to its guard.
    return unit_id === null || status === 'archived' ? undefined : { unit_id, listing_id };
  }

  async externalIds(tenant: Tenant, targetId: string): Promise<readonly string[]> {
    const { pk, sk: prefix } = externalListingKey(tenant, targetId, '');
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      },
    );
    const ids: string[] = [];
    for await (const { Items = [] } of pages)
      ids.push(...Items.map((item) => guardSchema.parse(item).sk.slice(prefix.length)));

    return ids;
  }

  async #get(Key: Key): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }),
    );

    return Item;
  }
}
