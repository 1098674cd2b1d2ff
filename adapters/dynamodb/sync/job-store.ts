import {
  type DynamoDBDocumentClient,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Report } from '../../../domain/common/report.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { type Clock, toTimestamp } from '../../../domain/common/time.ts';
import { dueShard, sweepAfterMs } from '../../../domain/listings/due.ts';
import type { DueListing } from '../../../domain/recovery/sweep.ts';
import type { PendingLook } from '../../../domain/sync/dispatch.ts';
import { idOf, listingKey, tenantOf, unitPk } from '../keys.ts';
import { hexBytes } from '../packed-values.ts';
import { readable } from '../readable.ts';
import { storedTrace } from '../stored-trace.ts';
import { ifConditionHolds } from '../transactions.ts';
import { ifUsable } from '../unusable-row.ts';

const pointerSchema = z.object({ listing_id: z.uuid(), target_id: z.uuid() });

const dueSchema = z
  .object({
    pk: z.string(),
    sk: z.string(),
    target_id: z.uuid(),
    unit_id: z.uuid().nullish(),
    due_at: z.string(),
  })
  .transform(({ pk, sk, unit_id, ...rest }) => ({
    ...rest,
    ...tenantOf(pk),
    unit_id: unit_id ?? null,
    listing_id: idOf(sk),
  }));

const cursorSchema = z.record(z.string(), z.unknown());

/** What the dispatcher and the sweeper read and note in table `channels`. */
export class DynamoJobStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #report: Report;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    { clock, report }: { clock: Clock; report: Report },
  ) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#report = report;
  }

  /** Consistent, so that a link made a moment before a change of its unit is seen. */
  async listingsOfUnit(
    tenant: Tenant,
    unitId: string,
  ): Promise<{ listing_id: string; target_id: string }[]> {
    const found: { listing_id: string; target_id: string }[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :listing)',
          ExpressionAttributeValues: { ':pk': unitPk(tenant, unitId), ':listing': 'LISTING#' },
          ExclusiveStartKey: start,
        }),
      );
      found.push(...readable(Items, (item) => pointerSchema.parse(item), this.#report));
      start = LastEvaluatedKey;
    } while (start !== undefined);

    return found;
  }

  /** @throws UnusableRowError */
  markPending(
    tenant: Tenant,
    listingId: string,
    { trace_id, look }: { trace_id: string; look: PendingLook },
  ): Promise<boolean> {
    const now = this.#clock();
    const due = look === 'never' ? '' : ', due_shard = :shard, due_at = :due';
    const due_at = toTimestamp(look === 'after_job' ? now + sweepAfterMs : now);

    return this.#update({
      Key: listingKey(tenant, listingId),
      UpdateExpression: `SET sync_status = :pending, trace_id = :trace, updated_at = :now, asked_at = if_not_exists(asked_at, :now), revision = revision + :one${due}`,
      ConditionExpression: '#status IN (:active, :error)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':pending': 'pending',
        ':trace': hexBytes(storedTrace(trace_id)),
        ':now': now,
        ':one': 1,
        ':active': 'active',
        ':error': 'error',
        ...(due === '' ? {} : { ':shard': dueShard(listingId), ':due': due_at }),
      },
    });
  }

  async dueListings(
    shard: string,
    before: string,
    cursor: string | undefined,
  ): Promise<{ items: DueListing[]; cursor: string | undefined }> {
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'due',
        KeyConditionExpression: 'due_shard = :shard AND due_at <= :before',
        ExpressionAttributeValues: { ':shard': shard, ':before': before },
        ExclusiveStartKey:
          cursor === undefined ? undefined : cursorSchema.parse(JSON.parse(cursor)),
        Limit: 200,
      }),
    );

    return {
      items: readable(Items, (item) => dueSchema.parse(item), this.#report),
      cursor: LastEvaluatedKey && JSON.stringify(LastEvaluatedKey),
    };
  }

  /** Leaves `revision` alone: a moved look is no request that a call under way would have to heed. */
  async postpone(due: DueListing, until: string | null): Promise<'queued' | 'parked' | undefined> {
    const look =
      until === null
        ? { UpdateExpression: 'REMOVE due_shard, due_at, parked' }
        : { UpdateExpression: 'SET due_at = :until REMOVE parked' };
    let parked = false;
    const moved = await ifConditionHolds(async () => {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: listingKey(due, due.listing_id),
          ConditionExpression: 'due_at = :was',
          ...look,
          ExpressionAttributeValues: {
            ':was': due.due_at,
            ...(until === null ? {} : { ':until': until }),
          },
          ReturnValues: 'UPDATED_OLD',
        }),
      );
      parked = Attributes?.parked === true;
    });
    if (!moved) return undefined;

    return parked ? 'parked' : 'queued';
  }

  #update(input: Omit<UpdateCommandInput, 'TableName'>): Promise<boolean> {
    const update = new UpdateCommand({ TableName: this.#table, ...input });

    return ifUsable(() => ifConditionHolds(() => this.#client.send(update)));
  }
}
