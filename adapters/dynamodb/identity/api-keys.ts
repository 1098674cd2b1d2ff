import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import { sha256 } from '../../../domain/common/payload-hash.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { type ApiKey, apiKeySchema, type ShownApiKey } from '../../../domain/identity/api-key.ts';
import { batchGetStale } from '../batch-get.ts';
import { apiKeyEntryKey, apiKeyKey, apiKeyUseKey } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { tenantRows } from '../tenant-rows.ts';
import { apiKeyItem, toApiKey } from './api-key-item.ts';

const heldSchema = apiKeySchema.partial({ id: true }).omit({ expires_at: true });
const useSchema = z.object({ pk: z.string(), used_at: z.string() });

/** The names of the tables that hold keys, and when they were used. */
export interface ApiKeyTables {
  readonly channels: string;
  readonly meters: string;
}

/** API keys, each twice: under its hash, by which it is recognised, and in its tenant's partition, where it is listed. */
export class ApiKeys {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: ApiKeyTables;

  constructor(client: DynamoDBDocumentClient, { channels, meters }: ApiKeyTables) {
    this.#client = client;
    this.#tables = { channels, meters };
  }

  async add(key: ApiKey): Promise<void> {
    const items = [apiKeyKey(key.key_hash), apiKeyEntryKey(key, key.id)].map((place) => ({
      ...apiKeyItem(key),
      ...place,
    }));
    await this.#client.send(
      new TransactWriteCommand({
        TransactItems: items.map((Item) => ({
          Put: {
            TableName: this.#tables.channels,
            Item,
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        })),
      }),
    );
  }

  /** By id. Keys that were made before keys had ids are not among them. @throws BadCursorError */
  async list(tenant: Tenant, { limit, cursor }: PageRequest): Promise<Page<ShownApiKey>> {
    const request = { tenant, list: 'api-keys', prefix: 'APIKEY#', limit, cursor } as const;
    const { rows, reading } = await tenantRows(this.#client, this.#tables.channels, request);
    const uses = await this.#usesOf(rows);

    return pageOf(rows, {
      ...reading,
      read: (item) => {
        const key = toApiKey(item);
        return { ...key, last_used_at: uses.get(apiKeyUseKey(key.key_hash).pk) ?? null };
      },
    });
  }

  /** By its id, or by the key itself, which also finds one without an id. False when the tenant has no such key. */
  async revoke(tenant: Tenant, idOrKey: string): Promise<boolean> {
    const entry = await this.#get(apiKeyEntryKey(tenant, idOrKey));
    const key = entry ?? (await this.#get(apiKeyKey(sha256(idOrKey))));
    if (key?.org_id !== tenant.org_id || key.account_id !== tenant.account_id) return false;
    const { id, key_hash } = key;
    const { channels, meters } = this.#tables;
    const places = [
      { TableName: channels, Key: apiKeyKey(key_hash) },
      ...(id === undefined ? [] : [{ TableName: channels, Key: apiKeyEntryKey(tenant, id) }]),
      { TableName: meters, Key: apiKeyUseKey(key_hash) },
    ];
    await this.#client.send(
      new TransactWriteCommand({ TransactItems: places.map((Delete) => ({ Delete })) }),
    );
    return true;
  }

  /** When keys were used last, by the partition of their use. */
  async #usesOf(items: readonly Record<string, unknown>[]): Promise<Map<string, string>> {
    const keys = items.map(({ key_hash }) => apiKeyUseKey(String(key_hash)));
    const uses = await batchGetStale(this.#client, this.#tables.meters, keys);

    return new Map(
      uses.map((item) => {
        const { pk, used_at } = useSchema.parse(item);
        return [pk, used_at];
      }),
    );
  }

  async #get(Key: ReturnType<typeof apiKeyKey>) {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tables.channels, Key, ConsistentRead: true }),
    );
    return Item && heldSchema.parse(Item);
  }
}
