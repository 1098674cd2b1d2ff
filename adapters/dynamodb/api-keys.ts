import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { sha256 } from '../../domain/common/payload-hash.ts';
import type { Tenant } from '../../domain/common/tenant.ts';
import { type ApiKey, apiKeySchema } from '../../domain/identity/principal.ts';
import { apiKeyEntryKey, apiKeyKey, idOf, tenantPk } from './keys.ts';
import { readable } from './readable.ts';

/** An API key as people see it. */
type ShownApiKey = Pick<ApiKey, 'id' | 'name' | 'role' | 'user_id' | 'created_at'>;

const shownSchema = apiKeySchema.pick({
  id: true,
  name: true,
  role: true,
  user_id: true,
  created_at: true,
});
const heldSchema = apiKeySchema.partial({ id: true });

/** API keys, each twice: under its hash, by which it is recognised, and in its tenant's partition, where it is listed. */
export class ApiKeys {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async add(key: ApiKey): Promise<void> {
    const items = [
      { ...apiKeyKey(key.key_hash), ...key },
      { ...apiKeyEntryKey(key, key.id), ...key },
    ];
    await this.#client.send(
      new TransactWriteCommand({
        TransactItems: items.map((Item) => ({
          Put: {
            TableName: this.#table,
            Item,
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        })),
      }),
    );
  }

  /** Oldest first, and the ids of those that cannot be read. Keys that were made before keys had ids are not among them. */
  async list(
    tenant: Tenant,
  ): Promise<{ readonly keys: ShownApiKey[]; readonly left_out: readonly string[] }> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': tenantPk(tenant), ':prefix': 'APIKEY#' },
        ConsistentRead: true,
      },
    );
    const keys: ShownApiKey[] = [];
    const left_out: string[] = [];
    const note = (_: string, { sk }: Readonly<Record<string, unknown>>) =>
      left_out.push(idOf(String(sk)));
    for await (const { Items = [] } of pages)
      keys.push(...readable(Items, (item) => shownSchema.parse(item), note));

    return { keys: keys.toSorted((a, b) => a.created_at.localeCompare(b.created_at)), left_out };
  }

  /** By its id, or by the key itself, which also finds one without an id. False when the tenant has no such key. */
  async revoke(tenant: Tenant, idOrKey: string): Promise<boolean> {
    const entry = await this.#get(apiKeyEntryKey(tenant, idOrKey));
    const key = entry ?? (await this.#get(apiKeyKey(sha256(idOrKey))));
    if (key?.org_id !== tenant.org_id || key.account_id !== tenant.account_id) return false;
    const { id, key_hash } = key;
    const places = [apiKeyKey(key_hash), ...(id === undefined ? [] : [apiKeyEntryKey(tenant, id)])];
    await this.#client.send(
      new TransactWriteCommand({
        TransactItems: places.map((Key) => ({ Delete: { TableName: this.#table, Key } })),
      }),
    );
    return true;
  }

  async #get(Key: ReturnType<typeof apiKeyKey>) {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }),
    );
    return Item && heldSchema.parse(Item);
  }
}
