import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TargetAudit } from '../../adapters/dynamodb/audit/target-audit.ts';
import { DynamoTargetMinutes } from '../../adapters/dynamodb/audit/target-minutes.ts';
import {
  auditKey,
  byTargetPk,
  type Key,
  listingKey,
  snapshotKey,
  targetKey,
  unitKey,
} from '../../adapters/dynamodb/keys.ts';
import { DynamoListingStates } from '../../adapters/dynamodb/listings/listing-states.ts';
import { DynamoHealthSamples } from '../../adapters/dynamodb/targets/health-samples.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { healthRoutes } from '../../lambdas/health-api/routes/health.ts';
import { targetRoutes } from '../../lambdas/targets-api/routes/targets.ts';
import { TargetWorld } from '../fakes/target-world.ts';
import { aUnitBody, demo, type ListingsApi, startListingsApi } from '../support/listings-api.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let listings: ListingsApi;
let others: TestApi;
let whole: { id: string; unit_id: string; target_id: string };
let broken: typeof whole;
const reports: Record<string, unknown>[] = [];

beforeAll(async () => {
  listings = await startListingsApi();
  const { documentClient, tables } = listings.database;
  const targets = new DynamoTargetStore(documentClient, tables.channels, Date.now);
  const report = (_event: string, facts: object) => void reports.push({ ...facts });
  others = await startTestApi(
    [
      ...targetRoutes({ ...new TargetWorld().deps, targets }),
      ...healthRoutes({
        targets,
        minutes: new DynamoTargetMinutes(documentClient, tables.meters),
        samples: new DynamoHealthSamples(documentClient, tables.meters, report),
        listings: new DynamoListingStates(documentClient, tables.channels, report),
        queueDepth: async () => 0,
        clock: Date.now,
      }),
    ],
    listings.database,
  );
  const target_id = await listings.putTarget({ name: 'Whole' });
  whole = await listings.link(target_id);
  broken = await listings.link(target_id);
});
afterAll(() => listings.database.stop());

/** Makes a row one that no version of the program has written, as far as it is there. */
async function spoil(TableName: string, Key: Key, values: Record<string, unknown>): Promise<void> {
  const names = Object.keys(values);
  await listings.database.documentClient.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        names.map((name) => [`:${name}`, values[name]]),
      ),
    }),
  );
}
const channels = () => listings.database.tables.channels;
const audit = () => listings.database.tables.audit;

describe('a row that cannot be read hides no other and is named', () => {
  it.each(['', '?target_id', '?unit_id', '?sync_status=pending'])(
    'among listings%s',
    async (filter) => {
      await spoil(channels(), listingKey(demo, broken.id), { retry_count: 'none' });
      const query = filter
        .replace('?target_id', `?target_id=${broken.target_id}`)
        .replace('?unit_id', `?unit_id=${broken.unit_id}`);

      const { status, json } = await listings.call(`GET /api/channels/listings${query}`);

      expect(status).toBe(200);
      expect(json.left_out).toEqual([`LISTING#${broken.id}`]);
      const shown = json.items.map(({ id }: { id: string }) => id);
      expect(shown).toEqual(filter === '?unit_id' ? [] : [whole.id]);
      expect(listings.faults.at(-1)?.message).toBe(`LISTING#${broken.id}`);
    },
  );

  it('among the states that the dashboard counts', async () => {
    await spoil(channels(), listingKey(demo, broken.id), { sync_status: 'odd' });

    const list = await others.call('GET /api/channels/health');
    const one = await others.call(`GET /api/channels/targets/${whole.target_id}/health`);

    expect([list.status, one.status]).toEqual([200, 200]);
    expect(one.json.listings).toMatchObject({ pending: 1, ok: 0, error: 0 });
    expect(reports.map(({ sk }) => sk)).toEqual(
      [broken.id, broken.id].map((id) => `LISTING#${id}`),
    );
  });

  it('among targets, also on the dashboard', async () => {
    const id = await listings.putTarget({ name: 'Broken' });
    await spoil(channels(), targetKey(demo, id), { health_status: 'odd' });

    for (const path of ['/api/channels/targets', '/api/channels/health']) {
      const { status, json } = await others.call(`GET ${path}`);
      expect(status).toBe(200);
      expect(json.items).toHaveLength(1);
      expect(json.left_out).toEqual([id]);
    }
  });

  it('among units, and among the versions of one', async () => {
    await listings.call(`PUT /api/supply/units/${whole.unit_id}`, {
      body: { ...aUnitBody, name: 'Second' },
    });
    await spoil(channels(), snapshotKey(demo, whole.unit_id, 1), { content: 'none' });
    await spoil(channels(), unitKey(demo, broken.unit_id), { content: 'none' });

    const units = await listings.call('GET /api/supply/units');
    const summaries = await listings.call('GET /api/supply/unit-summaries');
    const versions = await listings.call(`GET /api/supply/units/${whole.unit_id}/snapshots`);

    expect([units.status, summaries.status, versions.status]).toEqual([200, 200, 200]);
    for (const { json } of [units, summaries]) {
      expect(json.left_out).toEqual([broken.unit_id]);
      expect(json.items).toHaveLength(1);
    }
    expect(versions.json.left_out).toEqual(['1']);
    expect(versions.json.items).toMatchObject([{ version: 2 }]);
  });

  it('among attempts, by listing and by target', async () => {
    const started_at = '2026-06-01T12:00:00.000Z';
    const target_pk = byTargetPk(demo, whole.target_id);
    await spoil(audit(), auditKey(demo, whole.id, 1), { target_pk, started_at, outcome: 'odd' });
    const { documentClient } = listings.database;

    const history = await listings.call(`GET /api/channels/listings/${whole.id}/history`);
    const wanted = { id: whole.target_id, filter: {} };
    const page = await new TargetAudit(documentClient, audit()).list(demo, wanted, { limit: 5 });

    expect(history.status).toBe(200);
    expect(history.json).toEqual({ items: [], left_out: ['0000000001'], next_cursor: null });
    expect(page.items).toEqual([]);
    expect(page.left_out).toHaveLength(1);
  });
});

it('a list of rows that can be read says nothing of the kind', async () => {
  const { json } = await listings.call('GET /api/supply/units?limit=1', { as: 'stranger' });

  expect(json).toEqual({ items: [], next_cursor: null });
});
