import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Report } from '../../../domain/common/report.ts';
import {
  type InboundFeed,
  type InboundFeedStore,
  inboundFeedSchema,
} from '../../../domain/inbound/inbound-feed.ts';
import { assignments } from '../assignments.ts';
import { readable } from '../readable.ts';
import { ifConditionHolds, ifVersion } from '../transactions.ts';
import { feedKey, feedPks } from './inbound-keys.ts';

/** Feeds in table `inbound`. */
export class DynamoInboundFeeds implements InboundFeedStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(targetId: string): Promise<InboundFeed | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: feedKey(targetId), ConsistentRead: true }),
    );

    return Item && inboundFeedSchema.parse(Item);
  }

  /** All tenants', in no order. */
  async *all(report: Report): AsyncGenerator<InboundFeed> {
    for (const pk of feedPks) {
      const pages = paginateQuery(
        { client: this.#client },
        {
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
        },
      );
      for await (const { Items = [] } of pages)
        yield* readable(Items, (item) => inboundFeedSchema.parse(item), report);
    }
  }

  async update(read: InboundFeed, changes: Partial<InboundFeed>): Promise<InboundFeed | undefined> {
    const isNew = read.version === 0;
    const version = read.version + 1;
    // Only what changes: `last_event_at` is another's to write.
    const set = assignments({ ...(isNew ? read : {}), ...changes, version });
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: feedKey(read.target_id),
      UpdateExpression: set.UpdateExpression,
      ConditionExpression: isNew ? 'attribute_not_exists(pk)' : '#version = :read',
      ExpressionAttributeNames: set.ExpressionAttributeNames,
      ExpressionAttributeValues: {
        ...set.ExpressionAttributeValues,
        ...(!isNew && { ':read': read.version }),
      },
    });
    const isWritten = await ifConditionHolds(() => this.#client.send(update));

    return isWritten ? { ...read, ...changes, version } : undefined;
  }

  /** Of several at once the latest stays. */
  async noteEvent(targetId: string, at: string): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: feedKey(targetId),
      UpdateExpression: 'SET last_event_at = :at',
      ConditionExpression:
        'attribute_exists(pk) AND (attribute_type(last_event_at, :null) OR last_event_at < :at)',
      ExpressionAttributeValues: { ':at': at, ':null': 'NULL' },
    });
    await ifConditionHolds(() => this.#client.send(update));
  }

  async remove({ target_id, version }: InboundFeed): Promise<void> {
    const remove = new DeleteCommand({
      TableName: this.#table,
      Key: feedKey(target_id),
      ...ifVersion(version),
    });
    await ifConditionHolds(() => this.#client.send(remove));
  }
}
