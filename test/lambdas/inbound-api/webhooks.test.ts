import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedKey } from '../../../adapters/dynamodb/inbound/inbound-keys.ts';
import { aFeed, basicOf, feedPassword } from '../../builders/inbound-feed.ts';
import { startWholeApi, type WholeApi } from '../../support/whole-api.ts';

let api: WholeApi;
beforeAll(async () => {
  api = await startWholeApi();
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

/** A target whose channel may call us. */
async function putFeed(): Promise<string> {
  const feed = aFeed({ target_id: randomUUID() });
  await api.database.documentClient.send(
    new PutCommand({
      TableName: api.database.tables.inbound,
      Item: { ...feedKey(feed.target_id), ...feed },
    }),
  );
  return feed.target_id;
}

const tell = (target: string, body: unknown, headers: Record<string, string> = {}) =>
  api.call(`POST /api/v1/webhooks/hostaway/${target}`, {
    as: null,
    headers: { authorization: basicOf(target, feedPassword), ...headers },
    body,
  });
const audit = async (query: string) =>
  (await api.call(`GET /api/channels/inbound-audit?${query}`)).json;

const change = (id: number, second: number) => ({
  ...{ object: 'reservation', event: 'reservation.updated', accountId: 1 },
  data: { id, listingMapId: 2, updatedOn: `2026-06-01 10:00:0${second}`, guestName: 'Ada' },
});

describe('what a channel tells', () => {
  it('is put on record, to be worked off', async () => {
    const target = await putFeed();

    expect(await tell(target, change(33, 1))).toMatchObject({
      status: 200,
      json: { stored: true },
    });

    const { items } = await audit(`target_id=${target}`);
    expect(items).toEqual([
      {
        ...{ id: expect.any(String), org_id: 'demo', account_id: 'main', target_id: target },
        ...{ listing_id: null, event_type: 'booking_modified', source: 'webhook' },
        external_event_id: 'reservation.updated:33:2026-06-01 10:00:01',
        payload_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        ...{ received_at: expect.any(String), created_at: expect.any(String) },
        ...{ processed_at: null, processing_status: 'pending', error_message: null },
        ...{ trace_id: expect.any(String), external_reservation_id: '33', reprocess_of: null },
        excerpt: expect.not.stringContaining('Ada'),
      },
    ]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['nothing', undefined],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['a test', { data: 'test' }],
    ['an event nobody knows', { object: 'a', event: 'b.c', data: { id: 1 } }],
  ])('is put on record and ignored where it is %s', async (_, body) => {
    const target = await putFeed();

    expect((await tell(target, body, { 'content-type': 'text/plain' })).status).toBe(200);

    const { items } = await audit(`target_id=${target}`);
    expect(items).toMatchObject([
      {
        processing_status: 'ignored',
        processed_at: expect.any(String),
        error_message: expect.any(String),
      },
    ]);
  });

  it('is refused in the same words whatever is wrong with who tells it', async () => {
    const target = await putFeed();
    const wrong = { authorization: basicOf(target, 'guess') };
    const answers = [
      await tell(target, change(1, 1), wrong),
      await tell(target, change(1, 1), { authorization: 'Basic' }),
      await tell(randomUUID(), change(1, 1)),
      await tell('no-id', change(1, 1)),
      await api.call(`POST /api/v1/webhooks/airbnb/${target}`, {
        as: null,
        headers: { authorization: basicOf(target, feedPassword) },
        body: change(1, 1),
      }),
      await api.call(`POST /api/v1/webhooks/hostaway/${target}`, { body: change(1, 1) }),
    ];
    const shown = answers.map(({ status, json, headers }) => ({
      ...{ status, json: { ...json, trace_id: '' }, challenge: headers['www-authenticate'] },
    }));

    expect(shown[0]).toMatchObject({ status: 401, challenge: 'Basic' });
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await audit(`target_id=${target}`)).items).toEqual([]);
  });

  it('is refused when it is larger than anything wanted', async () => {
    const target = await putFeed();

    expect((await tell(target, 'x'.repeat(300_000))).status).toBe(413);
  });
});

describe('the list of what came in', () => {
  it('is newest first, in pages, by status and time', async () => {
    const target = await putFeed();
    for (const id of [1, 2, 3]) {
      api.world.now += 1;
      await tell(target, change(id, id));
    }
    api.world.now += 1;
    await tell(target, { data: 'test' });

    const first = await audit(`target_id=${target}&status=pending&limit=2`);
    const second = await audit(
      `target_id=${target}&status=pending&limit=2&cursor=${first.next_cursor}`,
    );
    const idsOf = ({ items }: { items: { external_reservation_id: string }[] }) =>
      items.map(({ external_reservation_id: id }) => id);
    expect([idsOf(first), idsOf(second), second.next_cursor]).toEqual([['3', '2'], ['1'], null]);

    const [newest, , oldest] = (await audit(`target_id=${target}`)).items;
    const since = await audit(`target_id=${target}&from=${newest.received_at}`);
    const until = await audit(`target_id=${target}&to=${oldest.received_at}`);
    expect(since.items.map(({ id }: { id: string }) => id)).toContain(newest.id);
    expect(until.items.map(({ id }: { id: string }) => id)).toContain(oldest.id);
    const before = new Date(Date.parse(oldest.received_at) - 60_000).toISOString();
    expect((await audit(`target_id=${target}&to=${before}`)).items).toEqual([]);
  });

  it('refuses a damaged place, and is nobody else’s', async () => {
    const target = await putFeed();
    await tell(target, change(1, 1));

    const damaged = await api.call('GET /api/channels/inbound-audit?cursor=x');
    expect(damaged.status).toBe(400);
    const others = await api.call(`GET /api/channels/inbound-audit?target_id=${target}`, {
      as: 'sibling',
    });
    expect(others.json.items).toEqual([]);
  });
});
