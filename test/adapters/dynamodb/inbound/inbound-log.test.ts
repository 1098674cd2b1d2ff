import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoInboundFeeds } from '../../../../adapters/dynamodb/inbound/inbound-feeds.ts';
import { rowKey } from '../../../../adapters/dynamodb/inbound/inbound-keys.ts';
import { DynamoInboundLog } from '../../../../adapters/dynamodb/inbound/inbound-log.ts';
import { toEventJob } from '../../../../adapters/dynamodb/inbound/stream-rows.ts';
import type { Closing } from '../../../../domain/inbound/inbound-log.ts';
import { aFeed } from '../../../builders/inbound-feed.ts';
import { anInboundRow } from '../../../builders/inbound-row.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let log: DynamoInboundLog;
let feeds: DynamoInboundFeeds;
beforeAll(async () => {
  database = await startDynamoDb();
  log = new DynamoInboundLog(database.documentClient, database.tables.inbound);
  feeds = new DynamoInboundFeeds(database.documentClient, database.tables.inbound);
});
afterAll(() => database.stop());

const at = '2026-06-01T12:00:05.000Z';
const success: Closing = { processing_status: 'success', error_message: null, listing_id: null };
const aRow = (over = {}) => anInboundRow({ target_id: randomUUID(), ...over });
const item = async (row: ReturnType<typeof aRow>) =>
  (
    await database.documentClient.send(
      new GetCommand({ TableName: database.tables.inbound, Key: rowKey(row, row.id) }),
    )
  ).Item;

describe('a row of the inbound audit', () => {
  it('that is closed has its end, its event is known, and nothing changes it again', async () => {
    const row = aRow();
    await log.add(row, { hasJob: true });
    expect(await log.seen(row)).toBeUndefined();

    await log.close(row, { ...success, event_type: 'booking_cancelled' }, at);
    await log.close(row, { ...success, processing_status: 'failed' }, at);

    const closed = { ...row, ...success, processed_at: at, event_type: 'booking_cancelled' };
    expect(await log.get(row, row.id)).toEqual(closed);
    expect(await log.seen(row)).toEqual({ row_id: row.id, payload_hash: row.payload_hash });
    expect(await log.seen({ ...row, target_id: randomUUID() })).toBeUndefined();
  });

  it('that has failed may be told again', async () => {
    const row = aRow();
    await log.add(row, { hasJob: true });
    await log.close(row, { ...success, processing_status: 'failed' }, at);

    expect(await log.seen(row)).toBeUndefined();
  });

  it('goes 90 days after it came in', async () => {
    const row = aRow();
    await log.add(row, { hasJob: true });

    const expires = Date.parse(row.received_at) / 1000 + 90 * 86_400;
    expect(await item(row)).toMatchObject({ expires_at: expires });
  });

  it('is brought back while it is pending, once it is old', async () => {
    const [row, closed, young] = [aRow(), aRow(), aRow({ received_at: at })];
    for (const each of [row, closed, young]) await log.add(each, { hasJob: true });
    await log.close(closed, success, at);

    const found = await log.before('2026-06-01T12:00:01.000Z', 1_000);
    const ids = found.map(({ row_id }) => row_id);
    expect(ids).toContain(row.id);
    expect(ids).not.toContain(closed.id);
    expect(ids).not.toContain(young.id);
  });

  it('asks for a job with its insertion only, and where it has one', async () => {
    const [asks, not] = [aRow(), aRow()];
    await log.add(asks, { hasJob: true });
    await log.add(not, { hasJob: false });
    const jobOf = async (row: ReturnType<typeof aRow>) =>
      toEventJob({ dynamodb: { NewImage: marshall(await item(row)) as never } });

    expect(await jobOf(asks)).toMatchObject({
      kind: 'event',
      row_id: asks.id,
      target_id: asks.target_id,
    });
    expect(await jobOf(not)).toBeUndefined();
    await log.close(asks, success, at);
    expect(await jobOf(asks)).toBeUndefined();
    expect(toEventJob({ dynamodb: { NewImage: { job: { S: 'event' } } } })).toBe('unreadable');
  });
});

describe('a feed', () => {
  it('is made by one of many, and changed by who has read it last', async () => {
    const none = aFeed({ target_id: randomUUID(), version: 0 });
    const made = await Promise.all([1, 2, 3].map(() => feeds.update(none, { enabled: true })));
    const [feed] = made.filter((one) => one !== undefined);

    expect(made.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await feeds.find(none.target_id)).toEqual(feed);
    if (feed === undefined) return;
    const changed = await feeds.update(feed, { watermark: at });
    expect(await feeds.update(feed, { watermark: null })).toBeUndefined();
    expect(await feeds.find(none.target_id)).toEqual(changed);
  });

  it('keeps when it was told something last, whatever else changes', async () => {
    const feed = await feeds.update(aFeed({ target_id: randomUUID(), version: 0 }), {});
    if (feed === undefined) throw new Error('not made');
    await feeds.noteEvent(feed.target_id, at);
    await feeds.noteEvent(feed.target_id, '2026-01-01T00:00:00.000Z');
    await feeds.update(feed, { enabled: false });

    expect(await feeds.find(feed.target_id)).toMatchObject({ last_event_at: at, enabled: false });
    await feeds.noteEvent(randomUUID(), at);
  });

  it('is found among all, until it is removed', async () => {
    const feed = await feeds.update(aFeed({ target_id: randomUUID(), version: 0 }), {});
    if (feed === undefined) throw new Error('not made');
    const all = async () => {
      const ids: string[] = [];
      for await (const { target_id } of feeds.all(() => {})) ids.push(target_id);
      return ids;
    };

    expect(await all()).toContain(feed.target_id);
    await feeds.remove(feed);
    expect(await all()).not.toContain(feed.target_id);
  });
});
