import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { targetKey } from '../keys.ts';

const channelSchema = z.object({ channel_type: z.string() }).optional();

/** The channels of targets, deleted ones included, each read once: a target's channel never changes. */
export class TargetChannels {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #known = new Map<string, string | null>();

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Null for a target that is not there. */
  async of(target: TargetIdentity): Promise<string | null> {
    const known = this.#known.get(target.id);
    if (known !== undefined) return known;
    const Key = targetKey(target, target.id);
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key }));
    const channel = channelSchema.parse(Item)?.channel_type ?? null;
    this.#known.set(target.id, channel);

    return channel;
  }
}
