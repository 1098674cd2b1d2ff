import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleKey } from '../../../../adapters/dynamodb/keys.ts';
import { DynamoHealthSamples } from '../../../../adapters/dynamodb/targets/health-samples.ts';
import { aSample } from '../../../builders/sample.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const at = '2026-11-25T02:50:00.123Z';
const reports: string[] = [];

let database: TestDatabase;
let samples: DynamoHealthSamples;
let target: { org_id: string; account_id: string; id: string };

beforeAll(async () => {
  database = await startDynamoDb();
  samples = new DynamoHealthSamples(database.documentClient, database.tables.meters, (event) =>
    reports.push(event),
  );
});
afterAll(() => database.stop());
beforeEach(() => {
  target = { ...tenant, id: randomUUID() };
});

const read = (from = 0) => samples.read(tenant, target.id, from);

describe('samples of a target', () => {
  it.each([
    aSample({ at, queue_depth: 7 }),
    aSample({ at, health_status: 'offline', health_message: 'no answer', latency_ms: null }),
  ])('are read as they were added: $health_status', async (sample) => {
    await samples.add(target, sample);

    expect(await read()).toEqual([sample]);
  });

  it('are those since a moment, of one target of one tenant', async () => {
    const later = aSample({ at: '2026-11-25T02:55:00.000Z' });
    await samples.add(target, aSample({ at }));
    await samples.add(target, later);
    await samples.add({ ...target, id: randomUUID() }, aSample({ at }));
    await samples.add({ ...target, account_id: 'second' }, aSample({ at }));

    expect(await read(Date.parse(at))).toHaveLength(2);
    expect(await read(Date.parse(at) + 1)).toEqual([later]);
  });

  it('end by themselves after two days', async () => {
    await samples.add(target, aSample({ at }));

    const { Item } = await database.documentClient.send(
      new GetCommand({
        TableName: database.tables.meters,
        Key: { ...sampleKey(tenant, target.id, at) },
      }),
    );

    expect(Item?.expires_at).toBe(Math.ceil(Date.parse(at) / 1000) + 172_800);
  });

  it('are told without one that cannot be read', async () => {
    await samples.add(target, aSample({ at }));
    await database.documentClient.send(
      new PutCommand({
        TableName: database.tables.meters,
        Item: { ...sampleKey(tenant, target.id, '2026-11-25T02:45:00.000Z'), queue_depth: 'many' },
      }),
    );

    expect(await read()).toEqual([aSample({ at })]);
    expect(reports).toEqual(['item-not-readable']);
  });
});
