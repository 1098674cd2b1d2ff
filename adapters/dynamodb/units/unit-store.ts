import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { type UnitSummary, unitSummary } from '../../../domain/listings/unit-summary.ts';
import type { UnitWriter } from '../../../domain/supply/put-unit.ts';
import type { StoredUnit, Unit, UnitSnapshot } from '../../../domain/supply/unit.ts';
import { snapshotOf } from '../../../domain/supply/unit-snapshot.ts';
import { decodeCursor } from '../cursor.ts';
import { idOf, snapshotKey, unitKey, unitPk } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { tenantRows } from '../tenant-rows.ts';
import { ifConditionHolds, retryConflicts } from '../transactions.ts';
import { snapshotItem, toSnapshot } from './snapshot-item.ts';
import { toStoredUnit, toUnit, unitItem } from './unit-item.ts';

const versionSchema = z.int().min(1).max(1e9);

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

  /** By id. A page may be shorter than asked for: DynamoDB reads 1 MB at a time, and content is larger unpacked than packed. */
  async list(tenant: Tenant, page: PageRequest): Promise<Page<Unit>> {
    const { rows, reading } = await this.#rows(tenant, { list: 'units', ...page });

    return pageOf(rows, { ...reading, read: toUnit });
  }

  /** By id; short pages as in `list`. The rows are read whole: DynamoDB asks for what a row holds, not for what is taken of it. */
  async listSummaries(tenant: Tenant, page: PageRequest): Promise<Page<UnitSummary>> {
    const { rows, reading } = await this.#rows(tenant, { list: 'unit-summaries', ...page });

    return pageOf(rows, { ...reading, read: (row) => unitSummary(toUnit(row)) });
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
    const from = cursor === undefined ? undefined : decodeCursor(scope, cursor, versionSchema);
    const unit = from === undefined ? await this.read(tenant, id) : undefined;
    const before = from ?? unit?.version;
    if (before === undefined) return { items: [], next_cursor: null };

    const newest = unit ? [{ version: unit.version, read: () => snapshotOf(unit) }] : [];
    const replaced = await this.#replaced({ ...tenant, id, before }, limit - newest.length);

    return pageOf([...newest, ...replaced.rows], {
      scope,
      read: (row) => row.read(),
      placeOf: ({ version }) => version,
      end: replaced.end,
    });
  }

  /** Versions before one, newest first, and the version where the reading stopped. */
  async #replaced(
    { id, before, ...tenant }: Tenant & { id: string; before: number },
    limit: number,
  ): Promise<{ rows: { version: number; read: () => UnitSnapshot }[]; end: number | null }> {
    if (limit === 0) return { rows: [], end: before > 1 ? before : null };
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
    const versionOf = ({ sk }: Record<string, unknown>) => Number(idOf(String(sk)));

    return {
      rows: Items.map((item) => ({ version: versionOf(item), read: () => toSnapshot(item) })),
      end: LastEvaluatedKey ? versionOf(LastEvaluatedKey) : null,
    };
  }

  #rows(tenant: Tenant, page: PageRequest & { readonly list: string }) {
    return tenantRows(this.#client, this.#table, { tenant, prefix: 'UNIT#', ...page });
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
