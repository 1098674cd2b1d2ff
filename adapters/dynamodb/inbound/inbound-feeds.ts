import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  type InboundFeed,
  type InboundFeeds,
  inboundFeedSchema,
} from '../../../domain/inbound/inbound-feed.ts';
import { feedKey } from './inbound-keys.ts';

/** Feeds in table `inbound`. */
export class DynamoInboundFeeds implements InboundFeeds {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(targetId: string): Promise<InboundFeed | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: feedKey(targetId) }),
    );

    return Item && inboundFeedSchema.parse(Item);
  }
}
