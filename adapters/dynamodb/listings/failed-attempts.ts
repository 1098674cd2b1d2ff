import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { FoundListings } from '../../../domain/listings/listing-store.ts';
import type { FailedAttempts } from '../../../domain/recovery/recover-target.ts';
import { byTargetPk } from '../keys.ts';
import { getListings } from './get-listings.ts';

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

  listings(tenant: Tenant, ids: readonly string[]): Promise<FoundListings> {
    return getListings(this.#client, this.#tables.channels, { ...tenant, ids });
  }
}
