import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredListing } from '../../domain/channels/listing.ts';
import type { FailedAttempts } from '../../domain/channels/recover-target.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { batchGet } from './batch-get.ts';
import { byTargetPk, listingKey } from './keys.ts';
import { toListing } from './listing-item.ts';

const batchLength = 100;

/** What a recovery reads: failed attempts by index `by_target` of table `audit`, and their listings as they are now. */
export class DynamoFailedAttempts implements FailedAttempts {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly channels: string; readonly audit: string };

  constructor(client: DynamoDBDocumentClient, tables: { channels: string; audit: string }) {
    this.#client = client;
    this.#tables = tables;
  }

  async *listingIds(
    tenant: Tenant,
    targetId: string,
    { from, to }: { from: string; to: string },
  ): AsyncGenerator<string[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.#client.send(
        new QueryCommand({
          TableName: this.#tables.audit,
          IndexName: 'by_target',
          KeyConditionExpression: 'target_pk = :pk AND started_at BETWEEN :from AND :to',
          FilterExpression: 'outcome IN (:failed, :abandoned)',
          ProjectionExpression: 'pk',
          ExpressionAttributeValues: {
            ':pk': byTargetPk(tenant, targetId),
            ':from': from,
            ':to': to,
            ':failed': 'failed',
            ':abandoned': 'abandoned',
          },
          ExclusiveStartKey: start,
        }),
      );
      yield Items.map(({ pk }) => String(pk).split('#LISTING#').at(-1) ?? '');
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }

  async listings(tenant: Tenant, ids: readonly string[]): Promise<StoredListing[]> {
    const found: StoredListing[] = [];
    for (let at = 0; at < ids.length; at += batchLength) {
      const keys = ids.slice(at, at + batchLength).map((id) => listingKey(tenant, id));
      const items = await batchGet(this.#client, this.#tables.channels, keys);
      found.push(...items.map((item) => toListing(item)));
    }

    return found;
  }
}
