import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { tenantSchema } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { ReconcilePlace, ReconcileRounds } from '../../../domain/recovery/reconcile.ts';
import { reconcileKey } from '../keys.ts';
import { ifConditionHolds } from '../transactions.ts';

const placeSchema = z.object({
  target: z.object({ ...tenantSchema.shape, id: z.uuid() }),
  after: z.uuid().optional(),
});

/** One item of the `channels` table: whether a round is under way, and where the next one goes on. */
export class DynamoReconcileRounds implements ReconcileRounds {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async begin(until: number): Promise<'busy' | { place: ReconcilePlace | undefined }> {
    let place: ReconcilePlace | undefined;
    const begun = await ifConditionHolds(async () => {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: reconcileKey,
          UpdateExpression: 'SET running_until = :until',
          ConditionExpression: 'attribute_not_exists(running_until) OR running_until < :now',
          ExpressionAttributeValues: { ':until': until, ':now': this.#clock() },
          ReturnValues: 'ALL_NEW',
        }),
      );
      // A place that cannot be read costs a round from the beginning.
      place = placeSchema.optional().catch(undefined).parse(Attributes?.place);
    });

    return begun ? { place } : 'busy';
  }

  async end(place: ReconcilePlace | undefined): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: reconcileKey,
        ...(place === undefined
          ? { UpdateExpression: 'REMOVE running_until, place' }
          : {
              UpdateExpression: 'SET place = :place REMOVE running_until',
              ExpressionAttributeValues: { ':place': placeSchema.parse(place) },
            }),
      }),
    );
  }
}
