import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DynamoCalendarStore } from '../../../../adapters/dynamodb/calendar/calendar-store.ts';
import { targetKey } from '../../../../adapters/dynamodb/keys.ts';
import { listingItem } from '../../../../adapters/dynamodb/listings/listing-item.ts';
import { DynamoNightsStore } from '../../../../adapters/dynamodb/sync/nights-store.ts';
import { DynamoSyncStore } from '../../../../adapters/dynamodb/sync/sync-store.ts';
import { type Attempt, newAttempt } from '../../../../domain/attempts/attempt.ts';
import { toldOf } from '../../../../domain/availability/nights-store.ts';
import type { SaidNight } from '../../../../domain/availability/said-night.ts';
import { putRanges } from '../../../../domain/calendar/put-ranges.ts';
import { noChanges } from '../../../../domain/listings/listing-changes.ts';
import { aWork } from '../../../builders/attempt.ts';
import { aListing } from '../../../builders/stored-listing.ts';
import { aTarget } from '../../../builders/target.ts';
import { FakeChannel } from '../../../fakes/fake-channel.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const closed = { completed_at: '2026-06-01T12:00:01.000Z', duration_ms: 900, http_status: 200 };
const texts = { response_excerpt: null, error_message: null };
const range = { from: '2026-06-01', to: '2026-08-01' };

let database: TestDatabase;
let calendars: DynamoCalendarStore;
let nights: DynamoNightsStore;
let store: DynamoSyncStore;
beforeAll(async () => {
  database = await startDynamoDb();
  const { documentClient, tables } = database;
  calendars = new DynamoCalendarStore(documentClient, tables.channels);
  nights = new DynamoNightsStore(documentClient, tables.meters, calendars);
  store = new DynamoSyncStore(documentClient, tables);
});
afterAll(() => database.stop());

const target = aTarget({ id: randomUUID() });
let listing = aListing();
beforeEach(async () => {
  listing = aListing({ id: randomUUID(), target_id: target.id, external_listing_id: '77' });
  for (const Item of [{ ...targetKey(target, target.id), ...target }, listingItem(listing)])
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.channels, Item }),
    );
});

/** An attempt that tells of the nights of July, opened. */
async function opened(said: Record<string, SaidNight>): Promise<Attempt> {
  const told = new Map(Object.entries(said));
  const work = aWork(listing, {
    mapped: null,
    nights: {
      ...{ ranges: [], body: [], currency: null, known: {}, nights: new Set(told.keys()) },
      told: [{ month: '2026-07', nights: told }],
    },
  });
  const attempt = newAttempt(work, now, { target, channel: new FakeChannel() });
  expect(await store.open(attempt, now + 45_000)).toBe('opened');
  return attempt;
}

const saidTo = async (external: string) => {
  const told = toldOf(external, target.window_key);
  const { said } = await nights.nights({ ...listing, unit_id: randomUUID(), told }, range);
  return said.map(({ month, nights: all }) => [month, Object.fromEntries(all)]);
};

it('keeps what a channel has accepted, of that external listing alone', async () => {
  const said = { '2026-07-03': { closed: true }, '2026-07-04': { price: 100 } };
  const attempt = await opened(said);
  expect(await saidTo('77')).toEqual([]);

  await store.close(attempt, { outcome: 'success', ...closed, ...texts }, () => noChanges);

  expect(await saidTo('77')).toEqual([['2026-07', said]]);
  expect(await saidTo('78')).toEqual([]);
});

it('keeps nothing of what it has not, and nothing of a worker that others took for dead', async () => {
  const refused = await opened({ '2026-07-03': { closed: true } });
  await store.close(refused, { outcome: 'failed', ...closed, ...texts }, () => noChanges);
  expect(await saidTo('77')).toEqual([]);

  const dead = { ...refused, open: { ...refused.open, id: randomUUID() } };
  const isClosed = await store.close(
    ...([dead, { outcome: 'success', ...closed, ...texts }, () => noChanges] as const),
  );
  expect(isClosed).toBe(false);
  expect(await saidTo('77')).toEqual([]);
});

it('reads the calendar as it is', async () => {
  const unit = { org_id: 'demo', account_id: 'main', unit_id: randomUUID() };
  const deps = { calendars, clock: () => now };
  const ranges = [{ from: '2026-07-31', to: '2026-08-02', status: 'closed' as const }];
  await putRanges({ ...unit, trace_id: 'a'.repeat(32) }, ranges, deps);

  const { months } = await nights.nights({ ...listing, ...unit, told: 'x' }, range);

  expect(months.map(({ month, nights: all }) => [month, [...all.keys()]])).toEqual([
    ['2026-06', []],
    ['2026-07', ['2026-07-31']],
  ]);
});
