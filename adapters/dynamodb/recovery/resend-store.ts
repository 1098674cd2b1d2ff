import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { ListingIds } from '../../../domain/listings/listing-store.ts';
import { syncAttributes } from '../../../domain/listings/request-sync.ts';
import type { Resend, ResendStore } from '../../../domain/recovery/resend.ts';
import { assignments } from '../assignments.ts';
import { byTargetPk, idOf, listingKey } from '../keys.ts';
import { ifConditionHolds } from '../transactions.ts';
import { ifUsable } from '../unusable-row.ts';

const pageLength = 1_000;
const prefix = 'LISTING#';

/** Requests of many listings at once: found by their target, each changed by one write without a read. */
export class DynamoResends implements ResendStore, ListingIds {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    { clock, newId }: { clock: Clock; newId: () => string },
  ) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#newId = newId;
  }

  async ofTarget(
    tenant: Tenant,
    targetId: string,
    after: string | undefined,
  ): Promise<{ ids: string[]; more: boolean }> {
    const pk = byTargetPk(tenant, targetId);
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        ExclusiveStartKey: after === undefined ? undefined : { pk, sk: `${prefix}${after}` },
        Limit: pageLength,
      }),
    );

    return {
      ids: Items.map((item) => idOf(String(item.sk))),
      more: LastEvaluatedKey !== undefined,
    };
  }

  async request(
    tenant: Tenant,
    listingId: string,
    { resync_id, user_id, trace_id, unless_ok }: Resend,
  ): Promise<boolean> {
    const request = { request_id: this.#newId(), trace_id, now: this.#clock() };
    const { asked_at, ...wanted } = syncAttributes({ id: listingId }, request);
    const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = assignments({
      resync_id,
      resync_by: user_id,
      retry_count: 0,
      ...wanted,
    });
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: listingKey(tenant, listingId),
      UpdateExpression: `${UpdateExpression}, revision = revision + :one, asked_at = if_not_exists(asked_at, :asked_at) REMOVE retry_after_at`,
      ConditionExpression: `#status IN (:active, :error)${unless_ok ? ' AND #sync_status <> :ok' : ''}`,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, '#status': 'status' },
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ':one': 1,
        ':asked_at': asked_at,
        ':active': 'active',
        ':error': 'error',
        ...(unless_ok ? { ':ok': 'ok' } : {}),
      },
    });

    return ifUsable(() => ifConditionHolds(() => this.#client.send(update)));
  }
}
