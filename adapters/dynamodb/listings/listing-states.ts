import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Report } from '../../../domain/common/report.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import {
  type ListingDetail,
  type ListingState,
  listingDetailSchema,
  listingStateSchema,
} from '../../../domain/health/listing-state.ts';
import type { ListingStates } from '../../../domain/health/read-health.ts';
import { batchGet } from '../batch-get.ts';
import { byTargetPk, idOf, listingKey, tenantPk } from '../keys.ts';
import { readable } from '../readable.ts';
import { absent, momentsSchema } from './listing-item.ts';

const prefix = 'LISTING#';

/** How the listings are doing, as the dashboard counts them. Of the archived ones, those whose removal waits or has failed. */
export class DynamoListingStates implements ListingStates {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #report: Report;

  constructor(client: DynamoDBDocumentClient, table: string, report: Report) {
    this.#client = client;
    this.#table = table;
    this.#report = report;
  }

  /** One query on the tenant's partition, a page for each MB. Not read consistently: the answer is old when it arrives. */
  async ofTenant(tenant: Tenant): Promise<ListingState[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        FilterExpression: '#status <> :archived OR attribute_exists(removal_requested)',
        ProjectionExpression:
          'pk, sk, target_id, #status, sync_status, last_synced_at, updated_at, asked_at, refused_version, error_message',
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
      states.push(
        ...readable(
          Items,
          (item) => listingStateSchema.parse({ ...absent, ...item, ...momentsSchema.parse(item) }),
          this.#report,
        ),
      );

    return states;
  }

  /** By the target's pointers, which have no neighbours, and then by key. */
  async ofTarget(tenant: Tenant, targetId: string): Promise<ListingDetail[]> {
    const ids = await this.#idsOf(tenant, targetId);
    const keys = ids.map((id) => listingKey(tenant, id));
    const items = await batchGet(this.#client, this.#table, keys);

    return readable(
      items.filter(({ status, removal_requested }) => status !== 'archived' || removal_requested),
      (item) =>
        listingDetailSchema.parse({
          ...absent,
          ...item,
          ...momentsSchema.parse(item),
          id: idOf(String(item.sk)),
        }),
      this.#report,
    );
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
    for await (const { Items = [] } of pages) ids.push(...Items.map(({ sk }) => idOf(String(sk))));

    return ids;
  }
}
