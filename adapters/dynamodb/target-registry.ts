import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type {
  RegistryEntry,
  TargetIdentity,
  TargetRegistry,
} from '../../domain/channels/target-resources.ts';
import { tenantSchema } from '../../domain/tenant.ts';
import { timestampSchema } from '../../domain/time.ts';
import { type Key, registryKey, registryPk, registryShards, sweepKey } from './keys.ts';

const entrySchema = z.object({
  ...tenantSchema.shape,
  id: z.uuid(),
  registered_at: timestampSchema,
});

const stoppedSchema = z.object({ stopped_at: z.object({ pk: z.string(), sk: z.string() }) });
/** Before all of the first shard. */
const beginning: Key = { pk: registryPk('0'), sk: ' ' };

/** The list of all tenants' targets, in partitions of its own of the `channels` table. It holds ids only. */
export class DynamoTargetRegistry implements TargetRegistry {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
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

  async remove(target: TargetIdentity): Promise<void> {
    const Key = registryKey(target, target.id);
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key }));
  }

  async *entries(): AsyncGenerator<RegistryEntry> {
    const { pk, sk } = await this.#beginning();
    const all = registryShards.map(registryPk);
    const first = all.indexOf(pk);
    const others = [...all.slice(first + 1), ...all.slice(0, first)];

    yield* this.#query(pk, { condition: 'sk >= :sk', sk });
    for (const other of others) yield* this.#query(other);
    yield* this.#query(pk, { condition: 'sk < :sk', sk });
  }

  async continueAt(target: TargetIdentity): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: sweepKey,
        UpdateExpression: 'SET stopped_at = :key',
        ExpressionAttributeValues: { ':key': registryKey(target, target.id) },
      }),
    );
  }

  async #beginning(): Promise<Key> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: sweepKey, ConsistentRead: true }),
    );

    return Item === undefined ? beginning : stoppedSchema.parse(Item).stopped_at;
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
      for (const item of Items) yield entrySchema.parse(item);
  }
}
