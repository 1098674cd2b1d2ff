import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { MemberStore, MemberWrite } from '../../../domain/identity/manage-members.ts';
import { type Member, memberSchema } from '../../../domain/identity/member.ts';
import { memberKey, personPk } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { tenantRows } from '../tenant-rows.ts';
import { isConditionFailure, reasonsOf, retryConflicts, type Writes } from '../transactions.ts';
import { additionOf, changeOf, removalOf } from './member-writes.ts';

/** Members in the `channels` table, each twice: in the tenant's partition and in the person's. */
export class DynamoMembers implements MemberStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(tenant: Tenant, userId: string): Promise<Member | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: memberKey(tenant, userId),
        ConsistentRead: true,
      }),
    );
    return Item && memberSchema.parse(Item);
  }

  /** By id. @throws BadCursorError */
  async list(tenant: Tenant, { limit, cursor }: PageRequest): Promise<Page<Member>> {
    const request = { tenant, list: 'members', prefix: 'MEMBER#', limit, cursor } as const;
    const { rows, reading } = await tenantRows(this.#client, this.#table, request);

    return pageOf(rows, { ...reading, read: (item) => memberSchema.parse(item) });
  }

  /** A person's places, by organisation and account. */
  async ofPerson(userId: string): Promise<Member[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': personPk(userId), ':prefix': 'MEMBER#' },
        ConsistentRead: true,
      },
    );
    const found: Member[] = [];
    for await (const { Items = [] } of pages)
      found.push(...Items.map((item) => memberSchema.parse(item)));

    return found;
  }

  async add(member: Member): Promise<boolean> {
    return (await this.#write(additionOf(member, this.#table))) === 'written';
  }

  change(read: Member, changed: Member): Promise<MemberWrite> {
    return this.#write(changeOf(read, changed, this.#table));
  }

  remove(read: Member): Promise<MemberWrite> {
    return this.#write(removalOf(read, this.#table));
  }

  async #write(TransactItems: Writes): Promise<MemberWrite> {
    try {
      await retryConflicts(() => this.#client.send(new TransactWriteCommand({ TransactItems })));
      return 'written';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [member, ...others] = reasonsOf(error);
      if (isConditionFailure(member)) return 'changed';
      if (others.some(isConditionFailure)) return 'last-owner';
      throw error;
    }
  }
}
