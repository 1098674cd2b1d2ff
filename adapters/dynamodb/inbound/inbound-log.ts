import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { InboundAudit } from '../../../domain/inbound/inbound-audit.ts';
import type { EventJob } from '../../../domain/inbound/inbound-job.ts';
import type { Closing, InboundLog, SeenEvent } from '../../../domain/inbound/inbound-log.ts';
import { assignments } from '../assignments.ts';
import { batchGet } from '../batch-get.ts';
import { expiryAfter } from '../expiry.ts';
import { ifConditionsHold, type TransactItem } from '../transactions.ts';
import { eventKey, pendingShards, rowKey } from './inbound-keys.ts';
import { DynamoInboundRows, jobOf, keptSeconds, toRow } from './inbound-rows.ts';

const seenSchema = z.object({ row_id: z.uuid(), payload_hash: z.string() });
const pendingKeySchema = z.object({ pk: z.string(), sk: z.string() });

/** The inbound audit as whoever works it off sees it. */
export class DynamoInboundLog extends DynamoInboundRows implements InboundLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    super(client, table);
    this.#client = client;
    this.#table = table;
  }

  async seen(row: InboundAudit): Promise<SeenEvent | undefined> {
    const Key = eventKey(row, row.target_id, row.external_event_id);
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }),
    );

    return Item && seenSchema.parse(Item);
  }

  async close(row: InboundAudit, closing: Closing, processed_at: string): Promise<void> {
    const { UpdateExpression, ...named } = assignments({ ...closing, processed_at });
    const TransactItems: TransactItem[] = [
      {
        Update: {
          TableName: this.#table,
          Key: rowKey(row, row.id),
          UpdateExpression: `${UpdateExpression} REMOVE pending_shard, job`,
          ConditionExpression: 'processing_status = :pending',
          ExpressionAttributeNames: named.ExpressionAttributeNames,
          ExpressionAttributeValues: { ...named.ExpressionAttributeValues, ':pending': 'pending' },
        },
      },
      ...this.#remember(row, closing),
    ];
    await ifConditionsHold(this.#client, TransactItems);
  }

  /** Rows of which nobody may know any more, the oldest first. */
  async before(at: string, limit: number): Promise<readonly EventJob[]> {
    const found: EventJob[] = [];
    for (const shard of pendingShards) {
      const { Items = [] } = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: 'pending',
          KeyConditionExpression: 'pending_shard = :shard AND received_at < :at',
          ExpressionAttributeValues: { ':shard': shard, ':at': at },
          Limit: Math.max(1, limit - found.length),
        }),
      );
      const keys = Items.map((item) => pendingKeySchema.parse(item));
      const rows = await batchGet(this.#client, this.#table, keys);
      found.push(...rows.map((row) => jobOf(toRow(row))));
      if (found.length >= limit) break;
    }

    return found;
  }

  /** What has failed may be told again. */
  #remember(row: InboundAudit, { processing_status }: Closing): TransactItem[] {
    if (processing_status === 'failed' || processing_status === 'duplicate') return [];
    const { id: row_id, payload_hash } = row;
    const Item = {
      ...eventKey(row, row.target_id, row.external_event_id),
      ...{ row_id, payload_hash },
      expires_at: expiryAfter(Date.parse(row.received_at), keptSeconds),
    };

    return [{ Put: { TableName: this.#table, Item } }];
  }
}
