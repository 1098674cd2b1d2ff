import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type {
  RegistryEntry,
  TargetIdentity,
  TargetRegistry,
} from '../../domain/channels/target-resources.ts';
import { tenantSchema } from '../../domain/tenant.ts';
import { timestampSchema } from '../../domain/time.ts';
import { registryKey, registryPk, registryShards } from './keys.ts';

const entrySchema = z.object({
  ...tenantSchema.shape,
  id: z.uuid(),
  registered_at: timestampSchema,
});

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
    const first = Math.floor(Math.random() * registryShards.length);
    for (const shard of [...registryShards.slice(first), ...registryShards.slice(0, first)]) {
      const pages = paginateQuery(
        { client: this.#client },
        {
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': registryPk(shard) },
        },
      );
      for await (const { Items = [] } of pages)
        for (const item of Items) yield entrySchema.parse(item);
    }
  }
}
