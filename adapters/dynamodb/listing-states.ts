import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import {
  type ListingDetail,
  type ListingState,
  listingDetailSchema,
  listingStateSchema,
} from '../../domain/health/listing-state.ts';
import type { ListingStates } from '../../domain/health/read-health.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { batchGet } from './batch-get.ts';
import { byTargetPk, listingKey, tenantPk } from './keys.ts';

const prefix = 'LISTING#';
const batchLength = 100;
const batchesAtOnce = 4;
/** What is null may be absent from an item. */
const nothing = {
  unit_id: null,
  last_synced_at: null,
  error_message: null,
  retry_after_at: null,
};

/** How the listings are doing that are not archived, as the dashboard counts them. */
export class DynamoListingStates implements ListingStates {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** One query on the tenant's partition, a page for each MB. Not read consistently: the answer is old when it arrives. */
  async ofTenant(tenant: Tenant): Promise<ListingState[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        FilterExpression: '#status <> :archived',
        ProjectionExpression: 'target_id, #status, sync_status, last_synced_at, updated_at',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':pk': tenantPk(tenant),
          ':prefix': prefix,
          ':archived': 'archived',
        },
      },
    );
    const states: ListingState[] = [];
    for await (const { Items = [] } of pages)
      states.push(...Items.map((item) => listingStateSchema.parse({ ...nothing, ...item })));

    return states;
  }

  /** By the target's pointers, which have no neighbours, and then by key, a hundred at a time. */
  async ofTarget(tenant: Tenant, targetId: string): Promise<ListingDetail[]> {
    const ids = await this.#idsOf(tenant, targetId);
    const batches = Array.from({ length: Math.ceil(ids.length / batchLength) }, (_, at) =>
      ids.slice(at * batchLength, (at + 1) * batchLength),
    );
    const items = await inParallel(batches, batchesAtOnce, (batch) =>
      batchGet(
        this.#client,
        this.#table,
        batch.map((id) => listingKey(tenant, id)),
      ),
    );

    return items
      .flat()
      .filter(({ status }) => status !== 'archived')
      .map((item) => listingDetailSchema.parse({ ...nothing, ...item, id: idOf(item) }));
  }

  async #idsOf(tenant: Tenant, targetId: string): Promise<string[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ProjectionExpression: 'sk',
        ExpressionAttributeValues: { ':pk': byTargetPk(tenant, targetId), ':prefix': prefix },
      },
    );
    const ids: string[] = [];
    for await (const { Items = [] } of pages) ids.push(...Items.map(idOf));

    return ids;
  }
}

function idOf({ sk }: Record<string, unknown>): string {
  return String(sk).slice(prefix.length);
}
