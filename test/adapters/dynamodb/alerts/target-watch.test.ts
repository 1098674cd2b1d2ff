import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  DynamoTargetWatch,
  DynamoWatchList,
} from '../../../../adapters/dynamodb/alerts/target-watch.ts';
import type { Watched } from '../../../../domain/alerts/watch.ts';
import { aTarget } from '../../../builders/target.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let watch: DynamoTargetWatch;
let list: DynamoWatchList;
let now = Date.parse('2026-03-01T12:00:00.000Z');

beforeAll(async () => {
  database = await startDynamoDb();
  const { documentClient: client, tables } = database;
  const source = { client, table: tables.channels, clock: () => now };
  watch = new DynamoTargetWatch(source);
  list = new DynamoWatchList(source, expect.unreachable);
});
afterAll(() => database.stop());

async function watched(id: string): Promise<Watched | undefined> {
  for await (const one of list.all()) if (one.id === id) return one;
  return undefined;
}

it('remembers what was met in a target, and when, and what a look made of it', async () => {
  const target = aTarget({ id: randomUUID() });
  await watch.mark(target, 'calls');
  now += 1_000;
  await watch.mark(target, 'listings');
  await watch.found(target, 'changes_forgotten', 3);

  const met = await watched(target.id);
  expect(met).toMatchObject({
    ...{ id: target.id, org_id: target.org_id, account_id: target.account_id, marks: 3 },
    ...{ calls_at: '2026-03-01T12:00:00.000Z', listings_at: '2026-03-01T12:00:01.000Z' },
    changes_forgotten: 3,
  });

  const looked = { looked_at: '2026-03-01T12:00:02.000Z', again_at: '2026-03-01T12:05:02.000Z' };
  await list.note(met as Watched, { ...looked, listings_again_at: '2026-03-01T12:06:00.000Z' });
  await list.note(met as Watched, { ...looked, again_at: undefined });
  const noted = await watched(target.id);
  expect(noted).toMatchObject({ marks: 3, looked_at: looked.looked_at });
  expect([noted?.again_at, noted?.listings_again_at]).toEqual([undefined, undefined]);
});

it('forgets a target, but not what was met in it since it was read', async () => {
  const target = aTarget({ id: randomUUID() });
  await watch.mark(target, 'calls');
  const read = (await watched(target.id)) as Watched;
  await watch.mark(target, 'calls');

  await list.remove(read);
  const again = await watched(target.id);
  expect(again).toBeDefined();

  await list.remove(again as Watched);
  expect(await watched(target.id)).toBeUndefined();
});

it('has the targets of all tenants, whatever their ids begin with', async () => {
  const targets = Array.from({ length: 30 }, (_, at) =>
    aTarget({ id: randomUUID(), org_id: `org-${at}` }),
  );
  await Promise.all(targets.map((target) => watch.mark(target, 'calls')));
  const all: string[] = [];
  for await (const { id } of list.all()) all.push(id);

  expect(all).toEqual(expect.arrayContaining(targets.map(({ id }) => id)));
});
