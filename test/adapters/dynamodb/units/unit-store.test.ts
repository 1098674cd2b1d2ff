import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonBytes } from '../../../../adapters/dynamodb/packed-values.ts';
import { snapshotItem } from '../../../../adapters/dynamodb/units/snapshot-item.ts';
import { unitItem } from '../../../../adapters/dynamodb/units/unit-item.ts';
import { DynamoUnitStore } from '../../../../adapters/dynamodb/units/unit-store.ts';
import type { StoredUnit } from '../../../../domain/supply/unit.ts';
import { snapshotOf } from '../../../../domain/supply/unit-snapshot.ts';
import { aUnit } from '../../../builders/unit.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let units: DynamoUnitStore;
let first: StoredUnit;

beforeAll(async () => {
  database = await startDynamoDb();
  units = new DynamoUnitStore(database.documentClient, database.tables.channels);
});
afterAll(() => database.stop());

beforeEach(async () => {
  first = {
    ...aUnit({ id: randomUUID(), version: 1 }),
    written_by: null,
    trace_id: 'a'.repeat(32),
  };
  await units.write(first, undefined);
});

function next(unit: StoredUnit): StoredUnit {
  return { ...unit, version: unit.version + 1, name: `Version ${unit.version + 1}` };
}

async function writeVersions(count: number): Promise<StoredUnit> {
  let newest = first;
  for (let version = 2; version <= count; version += 1) {
    await units.write(next(newest), snapshotOf(newest));
    newest = next(newest);
  }

  return newest;
}

async function versionsBy(limit: number): Promise<number[]> {
  const versions: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await units.listSnapshots(first, first.id, { limit, cursor });
    versions.push(...page.items.map(({ version }) => version));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);

  return versions;
}

describe('versions of a unit', () => {
  it('are read as earlier and later releases have written them', async () => {
    const address = { ...first.address, country_code: 'UK', line3: 'of a later release' };
    const other = { ...first, currency: 'ZZZ', timezone: '+02:00', address };
    const item = { ...unitItem(other), content: jsonBytes(other) };
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.channels, Item: item }),
    );

    const { line3: _, ...known } = address;
    const expected = { currency: 'ZZZ', timezone: '+02:00', address: known };
    expect(await units.get(first, first.id)).toMatchObject(expected);
    expect((await units.getSnapshot(first, first.id, 1))?.content).toMatchObject(expected);
    expect(await units.write(next(first), snapshotOf(first))).toBe(true);
  });

  it('are all there, the newest and those it replaced', async () => {
    await writeVersions(3);

    const names = await Promise.all(
      [1, 2, 3, 4].map((version) => units.getSnapshot(first, first.id, version)),
    );

    expect(names.map((snapshot) => snapshot?.content.name)).toEqual([
      first.name,
      'Version 2',
      'Version 3',
      undefined,
    ]);
  });

  it.each([1, 2, 3, 25])('are listed once each, newest first, %i a page', async (limit) => {
    await writeVersions(4);

    expect(await versionsBy(limit)).toEqual([4, 3, 2, 1]);
  });

  it('is not listed twice when a writer died after it had kept the version it was to replace', async () => {
    const newest = await writeVersions(2);
    const Item = snapshotItem(snapshotOf(newest));
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.channels, Item }),
    );

    expect(await versionsBy(25)).toEqual([2, 1]);
    expect(await units.write(next(newest), snapshotOf(newest))).toBe(true);
    expect(await versionsBy(25)).toEqual([3, 2, 1]);
  });

  it('go to one of two writers that read the same version, whose content stays', async () => {
    const rivals = ['Left', 'Right'].map((name) => ({ ...next(first), name }));

    const written = await Promise.all(rivals.map((unit) => units.write(unit, snapshotOf(first))));

    expect(written.filter(Boolean)).toHaveLength(1);
    const winner = rivals[written.indexOf(true)];
    expect((await units.getSnapshot(first, first.id, 2))?.content.name).toBe(winner?.name);
    expect((await units.getSnapshot(first, first.id, 1))?.content.name).toBe(first.name);
  });
});

describe('lists of large units', () => {
  const tenant = { org_id: 'large', account_id: 'main' };
  /** About 250 KB, most of it quotes, and a few KB in the table. */
  const large = (id: string): StoredUnit => ({
    ...first,
    ...tenant,
    id,
    media_assets: Array.from({ length: 120 }, (_, at) => ({
      url: `https://images.example.com/${at}/${'x'.repeat(1_900)}.jpg`,
      caption: '"'.repeat(100),
      sort_order: at,
      is_primary: false,
    })),
  });
  const answerSize = (page: unknown) => Buffer.byteLength(JSON.stringify(JSON.stringify(page)));

  it('come in pages that fit into an answer, whatever limit is asked for', async () => {
    const ids = Array.from({ length: 25 }, () => randomUUID());
    await Promise.all(ids.map((id) => units.write(large(id), undefined)));

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await units.list(tenant, { limit: 100, cursor });
      expect(answerSize(page)).toBeLessThan(5_000_000);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);

    expect(seen).toEqual(ids.toSorted());
  });

  it('do so for the versions of one as well', async () => {
    let newest = large(randomUUID());
    await units.write(newest, undefined);
    for (let version = 2; version <= 22; version += 1) {
      await units.write(next(newest), snapshotOf(newest));
      newest = next(newest);
    }

    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await units.listSnapshots(tenant, newest.id, { limit: 100, cursor });
      expect(answerSize(page)).toBeLessThan(5_000_000);
      seen.push(...page.items.map(({ version }) => version));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);

    expect(seen).toEqual(Array.from({ length: 22 }, (_, at) => 22 - at));
  });
});
