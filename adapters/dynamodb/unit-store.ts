import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { UnitWriter } from '../../domain/supply/put-unit.ts';
import {
  type Unit,
  type UnitSnapshot,
  unitSchema,
  unitSnapshotSchema,
} from '../../domain/supply/unit.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { snapshotKey, tenantPk, unitKey, unitPk } from './keys.ts';
import { isConditionFailure, reasonsOf, retryConflicts } from './transactions.ts';

/** An item has keys and the trace besides the unit. */
const unitItemSchema = unitSchema.strip();

/** Units and their snapshots in the `channels` table. A unit's stream record is what makes its listings sync. */
export class DynamoUnitStore implements UnitWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(tenant: Tenant, id: string): Promise<Unit | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: unitKey(tenant, id), ConsistentRead: true }),
    );
    return Item && unitItemSchema.parse(Item);
  }

  async write(unit: Unit, snapshot: UnitSnapshot, traceId: string): Promise<boolean> {
    const TableName = this.#table;
    const isFirst = unit.version === 1;
    const TransactItems = [
      {
        Put: {
          TableName,
          Item: { ...unitKey(unit, unit.id), ...unit, trace_id: traceId },
          ...(isFirst
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: '#version = :read',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':read': unit.version - 1 },
              }),
        },
      },
      {
        Put: {
          TableName,
          Item: { ...snapshotKey(unit, unit.id, unit.version), ...snapshot },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ];
    try {
      await retryConflicts(() => this.#client.send(new TransactWriteCommand({ TransactItems })));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      if (reasonsOf(error).some(isConditionFailure)) return false;
      throw error;
    }
  }

  /** By id. A page may be shorter than asked for: DynamoDB reads 1 MB at a time, and so much fits into an answer. */
  async list(tenant: Tenant, { limit, cursor }: PageRequest): Promise<Page<Unit>> {
    const scope = { list: 'units', tenant: tenantPk(tenant) };
    const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, z.uuid());
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': tenantPk(tenant), ':prefix': 'UNIT#' },
        ExclusiveStartKey: after === undefined ? undefined : unitKey(tenant, after),
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const items = Items.map((item) => unitItemSchema.parse(item));

    return { items, next_cursor: LastEvaluatedKey ? encodeCursor(scope, items.at(-1)?.id) : null };
  }

  async getSnapshot(
    tenant: Tenant,
    id: string,
    version: number,
  ): Promise<UnitSnapshot | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: snapshotKey(tenant, id, version) }),
    );
    return Item && unitSnapshotSchema.parse(Item);
  }

  /** Newest first; short pages as in `list`. */
  async listSnapshots(
    tenant: Tenant,
    id: string,
    { limit, cursor }: PageRequest,
  ): Promise<Page<UnitSnapshot>> {
    const scope = { list: 'snapshots', partition: unitPk(tenant, id) };
    const before =
      cursor === undefined ? undefined : decodeCursor(scope, cursor, z.int().min(1).max(1e9));
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': unitPk(tenant, id), ':prefix': 'SNAPSHOT#' },
        ExclusiveStartKey: before === undefined ? undefined : snapshotKey(tenant, id, before),
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const items = Items.map((item) => unitSnapshotSchema.parse(item));

    return {
      items,
      next_cursor: LastEvaluatedKey ? encodeCursor(scope, items.at(-1)?.version) : null,
    };
  }
}
