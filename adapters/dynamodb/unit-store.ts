import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { UnitWriter } from '../../domain/supply/put-unit.ts';
import type { StoredUnit, Unit, UnitSnapshot } from '../../domain/supply/unit.ts';
import { snapshotOf } from '../../domain/supply/unit-snapshot.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { snapshotKey, tenantPk, unitKey, unitPk } from './keys.ts';
import { snapshotItem, toSnapshot } from './snapshot-item.ts';
import { ifConditionHolds, retryConflicts } from './transactions.ts';
import { toStoredUnit, toUnit, unitItem } from './unit-item.ts';

/**
 * Units and their versions in the `channels` table. The unit's own row is its newest version; a version becomes a snapshot
 * when it is replaced. A unit's stream record is what makes its listings sync.
 */
export class DynamoUnitStore implements UnitWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(tenant: Tenant, id: string): Promise<Unit | undefined> {
    const Item = await this.#item(tenant, id);

    return Item && toUnit(Item);
  }

  async read(tenant: Tenant, id: string): Promise<StoredUnit | undefined> {
    const Item = await this.#item(tenant, id);

    return Item && toStoredUnit(Item);
  }

  /**
   * The replaced version is kept before it is replaced. All that would replace it write the same snapshot of it, so that
   * neither a rival nor a crash in between can leave a wrong one, and no transaction is needed, which would cost twice.
   */
  async write(unit: StoredUnit, replaced: UnitSnapshot | undefined): Promise<boolean> {
    if (replaced !== undefined) await this.#keep(replaced);
    const put = new PutCommand({
      TableName: this.#table,
      Item: unitItem(unit),
      ...(replaced === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':read': replaced.version },
          }),
    });

    return ifConditionHolds(() => this.#client.send(put));
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
    const items = Items.map(toUnit);

    return { items, next_cursor: LastEvaluatedKey ? encodeCursor(scope, items.at(-1)?.id) : null };
  }

  async getSnapshot(
    tenant: Tenant,
    id: string,
    version: number,
  ): Promise<UnitSnapshot | undefined> {
    const unit = await this.read(tenant, id);
    if (unit === undefined || unit.version <= version)
      return unit?.version === version ? snapshotOf(unit) : undefined;
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: snapshotKey(tenant, id, version),
        ConsistentRead: true,
      }),
    );

    return Item && toSnapshot(Item);
  }

  /** Newest first, the unit's own version included; short pages as in `list`. */
  async listSnapshots(
    tenant: Tenant,
    id: string,
    { limit, cursor }: PageRequest,
  ): Promise<Page<UnitSnapshot>> {
    const scope = { list: 'snapshots', partition: unitPk(tenant, id) };
    const versionSchema = z.int().min(1).max(1e9);
    if (cursor !== undefined) {
      const before = decodeCursor(scope, cursor, versionSchema);
      return this.#snapshotsBefore({ ...tenant, id, before }, limit, scope);
    }
    const unit = await this.read(tenant, id);
    if (unit === undefined) return { items: [], next_cursor: null };
    const newest = snapshotOf(unit);
    if (limit === 1) {
      const next_cursor = unit.version > 1 ? encodeCursor(scope, unit.version) : null;
      return { items: [newest], next_cursor };
    }
    const rest = { ...tenant, id, before: unit.version };
    const { items, next_cursor } = await this.#snapshotsBefore(rest, limit - 1, scope);

    return { items: [newest, ...items], next_cursor };
  }

  async #snapshotsBefore(
    { id, before, ...tenant }: Tenant & { id: string; before: number },
    limit: number,
    scope: Parameters<typeof encodeCursor>[0],
  ): Promise<Page<UnitSnapshot>> {
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': unitPk(tenant, id), ':prefix': 'SNAPSHOT#' },
        ExclusiveStartKey: { ...snapshotKey(tenant, id, before) },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const items = Items.map(toSnapshot);

    return {
      items,
      next_cursor: LastEvaluatedKey ? encodeCursor(scope, items.at(-1)?.version) : null,
    };
  }

  async #item(tenant: Tenant, id: string): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: unitKey(tenant, id), ConsistentRead: true }),
    );

    return Item;
  }

  async #keep(snapshot: UnitSnapshot): Promise<void> {
    const put = new PutCommand({ TableName: this.#table, Item: snapshotItem(snapshot) });
    await retryConflicts(() => this.#client.send(put));
  }
}
