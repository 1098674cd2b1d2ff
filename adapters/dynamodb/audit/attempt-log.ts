import { DeleteCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { ArchivedRow, AttemptPlace } from '../../../domain/archive/archived-row.ts';
import type { AttemptLog } from '../../../domain/archive/look-at-day.ts';
import { inParallel } from '../../../domain/common/in-parallel.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { batchGetStale } from '../batch-get.ts';
import { auditPk, byTargetPk } from '../keys.ts';
import { ifConditionHolds } from '../transactions.ts';
import { toArchivedRow } from './archived-item.ts';
import { placeOf } from './indexed-rows.ts';
import { TargetChannels } from './target-channels.ts';

const removalsAtOnce = 8;

/**
 * The log of attempts by target and day, from index `by_target`: some 15 places for half a read unit. Nothing is read
 * consistently, which halves the price: what is archived was written an hour ago at least.
 */
export class DynamoAttemptLog implements AttemptLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly channels: string; readonly audit: string };
  readonly #clock: Clock;
  readonly #channels: TargetChannels;

  constructor(
    client: DynamoDBDocumentClient,
    tables: { readonly channels: string; readonly audit: string },
    clock: Clock,
  ) {
    this.#client = client;
    this.#tables = tables;
    this.#channels = new TargetChannels(client, tables.channels);
    this.#clock = clock;
  }

  async *places(target: TargetIdentity, day: string): AsyncGenerator<AttemptPlace[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#tables.audit,
        IndexName: 'by_target',
        KeyConditionExpression: 'target_pk = :pk AND started_at BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': byTargetPk(target, target.id),
          ':first': `${day}T00:00:00.000Z`,
          ':last': `${day}T23:59:59.999Z`,
        },
        ProjectionExpression: 'pk, sk, started_at',
      },
    );
    for await (const { Items = [] } of pages) {
      yield Items.map(placeOf).map(({ sk, ...place }) => ({ ...place, attempt: sk }));
    }
  }

  async rows(target: TargetIdentity, places: readonly AttemptPlace[]): Promise<ArchivedRow[]> {
    if (places.length === 0) return [];
    const keys = places.map((place) => keyOf(target, place));
    const [channel, items] = await Promise.all([
      this.#channels.of(target),
      batchGetStale(this.#client, this.#tables.audit, keys),
    ]);

    return items.map((item) => toArchivedRow(item, channel));
  }

  async remove(target: TargetIdentity, places: readonly AttemptPlace[]): Promise<void> {
    const now = Math.floor(this.#clock() / 1000);
    await inParallel(places, removalsAtOnce, async (place) => {
      const removal = new DeleteCommand({
        TableName: this.#tables.audit,
        Key: keyOf(target, place),
        ConditionExpression: 'expires_at <= :now',
        ExpressionAttributeValues: { ':now': now },
      });
      await ifConditionHolds(() => this.#client.send(removal));
    });
  }
}

function keyOf(target: TargetIdentity, { listing_id, attempt }: AttemptPlace) {
  return { pk: auditPk(target, listing_id), sk: attempt };
}
