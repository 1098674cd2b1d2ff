import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Report } from '../../../domain/common/report.ts';
import { tenantSchema } from '../../../domain/common/tenant.ts';
import { timestampSchema } from '../../../domain/common/time.ts';
import type {
  Part,
  RegistryEntry,
  TargetIdentity,
  TargetRegistry,
} from '../../../domain/targets/target-resources.ts';
import { expiryAfter } from '../expiry.ts';
import {
  goneTargetKey,
  goneTargetsPk,
  type Key,
  registryKey,
  registryPk,
  registryShards,
  sweepKey,
} from '../keys.ts';
import { readable } from '../readable.ts';

const entrySchema = z.object({
  ...tenantSchema.shape,
  id: z.uuid(),
  registered_at: timestampSchema,
});

/** Longer than the log has their attempts, and days of it are looked at. */
const keptGoneForDays = 125;

const shards = registryShards.map(registryPk);
const stopsSchema = z.object({
  stops: z.array(z.object({ ...tenantSchema.shape, id: z.uuid() })),
});
/** So that they fit into an item, whatever the tenants are called. */
const mostStops = 1_000;
/** Before all of the first shard. */
const beginning: Key = { pk: registryPk('0'), sk: ' ' };

/** The list of all tenants' targets, in partitions of its own of the `channels` table. It holds ids only. */
export class DynamoTargetRegistry implements TargetRegistry {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #report: Report;

  constructor(client: DynamoDBDocumentClient, table: string, report: Report) {
    this.#client = client;
    this.#table = table;
    this.#report = report;
  }

  async add({ org_id, account_id, id, registered_at }: RegistryEntry): Promise<void> {
    const Item = {
      org_id,
      account_id,
      id,
      registered_at,
      ...registryKey({ org_id, account_id }, id),
    };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async remove(target: TargetIdentity, existedUntil: number | undefined): Promise<void> {
    const TableName = this.#table;
    const Key = registryKey(target, target.id);
    if (existedUntil === undefined) {
      await this.#client.send(new DeleteCommand({ TableName, Key }));
      return;
    }
    const { Item } = await this.#client.send(
      new GetCommand({ TableName, Key, ConsistentRead: true }),
    );
    if (Item === undefined) return;
    const gone = {
      ...{ ...Item, ...goneTargetKey(target, target.id) },
      expires_at: expiryAfter(existedUntil, keptGoneForDays * 86_400),
    };
    const TransactItems = [{ Put: { TableName, Item: gone } }, { Delete: { TableName, Key } }];
    await this.#client.send(new TransactWriteCommand({ TransactItems }));
  }

  /** All in the list, and those that have left it while the log had attempts of theirs. In no order. */
  async *withGone(): AsyncGenerator<RegistryEntry> {
    yield* this.#from(beginning);
    yield* this.#query(goneTargetsPk);
  }

  async *entries({ part, of }: Part): AsyncGenerator<RegistryEntry> {
    for (const pk of shards.filter((_, shard) => shard % of === part)) yield* this.#query(pk);
  }

  /** All that come after a target in the list's order, and that one; the whole list unless one is given. */
  from(target: TargetIdentity | undefined): AsyncGenerator<RegistryEntry> {
    return this.#from(target === undefined ? beginning : registryKey(target, target.id));
  }

  async stops(part: Part): Promise<readonly TargetIdentity[]> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: sweepKey(part), ConsistentRead: true }),
    );

    return Item === undefined ? [] : stopsSchema.parse(Item).stops;
  }

  async continueAt(part: Part, targets: readonly TargetIdentity[]): Promise<void> {
    const stops = targets
      .slice(0, mostStops)
      .map(({ org_id, account_id, id }) => ({ org_id, account_id, id }));
    const Item = { ...sweepKey(part), stops };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async *#from({ pk, sk }: Key): AsyncGenerator<RegistryEntry> {
    yield* this.#query(pk, { condition: 'sk >= :sk', sk });
    for (const other of shards.slice(shards.indexOf(pk) + 1)) yield* this.#query(other);
  }

  async *#query(
    pk: string,
    { condition, sk }: { condition?: string; sk?: string } = {},
  ): AsyncGenerator<RegistryEntry> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: ['pk = :pk', ...(condition ? [condition] : [])].join(' AND '),
        ExpressionAttributeValues: { ':pk': pk, ...(sk ? { ':sk': sk } : {}) },
      },
    );
    for await (const { Items = [] } of pages)
      yield* readable(Items, (item) => entrySchema.parse(item), this.#report);
  }
}
