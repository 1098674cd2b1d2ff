import { randomUUID } from 'node:crypto';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AttemptStillOpenError,
  countAttempt,
  latencyAttribute,
} from '../../../../adapters/dynamodb/audit/count-attempt.ts';
import { byTargetPk } from '../../../../adapters/dynamodb/keys.ts';
import { latencyBin, latencyBins } from '../../../../domain/health/latency-histogram.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

type Closing = Parameters<typeof countAttempt>[2];

let database: TestDatabase;
let of: { org_id: string; account_id: string; target_id: string };

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(() => {
  of = { org_id: randomUUID(), account_id: randomUUID(), target_id: randomUUID() };
});

async function count(closing: Partial<Closing>) {
  const item = countAttempt(database.tables.meters, of, {
    outcome: 'success',
    completed_at: '2026-11-25T02:51:07.123Z',
    duration_ms: 420,
    ...closing,
  });
  return database.documentClient.send(
    new TransactWriteCommand({ TransactItems: [item], ReturnConsumedCapacity: 'TOTAL' }),
  );
}

async function minutes(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await database.documentClient.send(
    new QueryCommand({
      TableName: database.tables.meters,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': byTargetPk(of, of.target_id) },
    }),
  );
  return Items;
}

describe('counting an attempt', () => {
  it('adds up outcomes and latencies in the minute in which the attempts ended', async () => {
    await count({ outcome: 'success', completed_at: '2026-11-25T02:51:00.000Z' });
    await count({ outcome: 'success', completed_at: '2026-11-25T02:51:59.999Z' });
    await count({ outcome: 'failed', duration_ms: 30_000 });
    await count({ outcome: 'rate_limited', duration_ms: 0 });
    await count({ outcome: 'abandoned', duration_ms: null });

    expect(await minutes()).toEqual([
      {
        pk: byTargetPk(of, of.target_id),
        sk: 'MINUTE#2026-11-25T02:51',
        success: 2,
        failed: 1,
        rate_limited: 1,
        abandoned: 1,
        [latencyAttribute(latencyBin(420))]: 2,
        [latencyAttribute(latencyBin(30_000))]: 1,
        [latencyAttribute(0)]: 1,
        last_success_at: '2026-11-25T02:51:59.999Z',
        expires_at: expect.any(Number),
      },
    ]);
  });

  it('has an item for each minute, in the order of time, kept for three days', async () => {
    await count({ completed_at: '2026-11-25T03:00:00.000Z' });
    await count({ completed_at: '2026-11-25T02:59:59.999Z', outcome: 'failed' });

    expect(await minutes()).toMatchObject([
      { sk: 'MINUTE#2026-11-25T02:59', failed: 1, expires_at: 1_795_834_800 },
      { sk: 'MINUTE#2026-11-25T03:00', success: 1, expires_at: 1_795_834_800 },
    ]);
    expect((await minutes())[0]).not.toHaveProperty('last_success_at');
  });

  it('is written for two units, also when everything there is has been counted', async () => {
    // The longest ids a tenant may have, every latency, and counts of six digits.
    of = {
      org_id: 'o'.repeat(64),
      account_id: randomUUID().padEnd(64, 'a'),
      target_id: of.target_id,
    };
    const full = Object.fromEntries(
      Array.from({ length: latencyBins }, (_, bin) => [latencyAttribute(bin), 123_456]),
    );
    await count({ outcome: 'failed' });
    await count({ outcome: 'rate_limited' });
    await count({ outcome: 'abandoned' });
    const item = countAttempt(database.tables.meters, of, {
      outcome: 'success',
      completed_at: '2026-11-25T02:51:07.123Z',
      duration_ms: null,
    });
    const names = Object.keys(full);
    await database.documentClient.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              ...item.Update,
              TableName: database.tables.meters,
              Key: item.Update?.Key,
              UpdateExpression: `${item.Update?.UpdateExpression}, ${names.map((name) => `${name} :many`).join(', ')}`,
              ExpressionAttributeValues: {
                ...item.Update?.ExpressionAttributeValues,
                ':many': 123_456,
              },
            },
          },
        ],
      }),
    );

    const { ConsumedCapacity } = await count({ outcome: 'success' });

    expect(Object.keys((await minutes())[0] ?? {})).toHaveLength(latencyBins + 8);
    expect(ConsumedCapacity?.[0]?.CapacityUnits).toBe(2);
  });

  it.each<Partial<Closing>>([{ outcome: 'open' }, { completed_at: null }])(
    'counts nothing that has not ended: %o',
    async (closing) => {
      await expect(count(closing)).rejects.toThrow(AttemptStillOpenError);
      expect(await minutes()).toEqual([]);
    },
  );
});
