import { randomUUID } from 'node:crypto';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closedRow } from '../../../adapters/dynamodb/audit/audit-items.ts';
import { TargetAudit } from '../../../adapters/dynamodb/audit/target-audit.ts';
import { TraceAudit } from '../../../adapters/dynamodb/audit/trace-audit.ts';
import { listingKey } from '../../../adapters/dynamodb/keys.ts';
import { DynamoExternalLinks } from '../../../adapters/dynamodb/listings/external-links.ts';
import { DynamoFailedAttempts } from '../../../adapters/dynamodb/listings/failed-attempts.ts';
import { DynamoResends } from '../../../adapters/dynamodb/recovery/resend-store.ts';
import { DynamoTargetStore } from '../../../adapters/dynamodb/targets/target-store.ts';
import {
  ChannelCallError,
  type Connection,
  type ExternalListing,
  type FailedCall,
} from '../../../domain/channel/channel.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { operationRoutes } from '../../../lambdas/targets-api/routes/operations.ts';
import { anAudit } from '../../builders/audit.ts';
import { anExternalListing } from '../../builders/external-listing.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';
import { TargetWorld } from '../../fakes/target-world.ts';
import { aUnitBody, demo, type ListingsApi, startListingsApi } from '../../support/listings-api.ts';
import { type Caller, startTestApi, type TestApi } from '../../support/test-api.ts';

const targets = '/api/channels/targets';
const start = Date.parse('2026-06-01T12:00:00.000Z');

/** What the channel lists, a page at a time, or how it fails. */
class ListingChannel extends FakeChannel {
  pages: ExternalListing[][] = [[]];
  failure: FailedCall | undefined;
  /** Told with every page but the first. */
  incomplete: string | null = null;
  read: (string | null)[] = [];

  override connect(connection: Connection) {
    return {
      ...super.connect(connection),
      list: async ({ place }: { place: string | null }) => {
        await connection.turn();
        this.read.push(place);
        if (this.failure !== undefined) throw new ChannelCallError(this.failure);
        const page = Number(place ?? 0);
        return {
          items: this.pages[page] ?? [],
          next: page + 1 < this.pages.length ? String(page + 1) : null,
          incomplete: page === 0 ? null : this.incomplete,
        };
      },
    };
  }
}

let listings: ListingsApi;
let api: TestApi;
let world: TargetWorld;
let channel: ListingChannel;
/** Added to the clock by each look at it. */
let pace: number;
/** Audit rows written so far: each has a number of its own. */
let rows = 0;
let id: string;
beforeAll(async () => {
  listings = await startListingsApi();
});
afterAll(() => listings.database.stop());
beforeEach(async () => {
  const { documentClient: client, tables } = listings.database;
  world = new TargetWorld();
  world.now = start;
  pace = 0;
  channel = new ListingChannel();
  const clock = () => {
    world.now += pace;
    return world.now;
  };
  const resends = new DynamoResends(client, tables.channels, { clock, newId: randomUUID });
  const deps = {
    ...world.deps,
    clock,
    targets: new DynamoTargetStore(client, tables.channels, clock),
    channels: { supported: [], channelFor: () => channel },
    resync: { resends, listingIds: resends, newId: randomUUID },
    failures: new DynamoFailedAttempts(client, tables),
    links: new DynamoExternalLinks(client, tables.channels),
    audit: new TargetAudit(client, tables.audit),
    traces: new TraceAudit(client, tables.audit),
    letters: {
      receive: async () => [],
      resend: async () => [],
      remove: async () => undefined,
      release: async () => undefined,
    },
  };
  api = await startTestApi(operationRoutes(deps), listings.database);
  id = await listings.putTarget();
  return () => expect(api.faults).toEqual([]);
});

const post = (what: string, body?: unknown, as: Caller = 'owner') =>
  api.call(`POST ${targets}/${id}/${what}`, { body, as });
const get = (what: string, as: Caller = 'owner') =>
  api.call(`GET ${targets}/${id}/${what}`, { as });
const linkSome = async (count: number) => {
  const linked = [];
  for (let at = 0; at < count; at += 1) linked.push(await listings.link(id));
  return linked;
};

/** An attempt as the worker leaves it. */
async function attempt(
  listing_id: string,
  over: Partial<OutboundAudit> & { started_at: string },
  target_id = id,
): Promise<OutboundAudit> {
  const { started_at } = over;
  const audit = anAudit({
    ...{ ...demo, listing_id, target_id, operation: 'update', http_method: 'PUT' },
    ...{ http_status: 400, completed_at: started_at, created_at: started_at },
    ...over,
  });
  rows += 1;
  const { Put } = closedRow(listings.database.tables.audit, audit, rows);
  if (Put !== undefined) await listings.database.documentClient.send(new PutCommand(Put));
  return audit;
}

/** A row that this release can neither read nor count on. */
const breakRow = (listing: string) =>
  listings.database.documentClient.send(
    new UpdateCommand({
      TableName: listings.database.tables.channels,
      Key: listingKey(demo, listing),
      UpdateExpression: 'SET revision = :odd',
      ExpressionAttributeValues: { ':odd': 'of a later release' },
    }),
  );
const idsOf = (linked: readonly { id: string }[]) => linked.map((each) => each.id);

describe('one row that cannot be used', () => {
  let fine: string;
  let odd: string;
  beforeEach(async () => {
    [fine = '', odd = ''] = idsOf(await linkSome(2));
    return () => api.faults.splice(0);
  });
  const named = () => ({ left_out: [odd] });

  it('is named by a resync, which requests the others', async () => {
    await breakRow(odd);

    const { status, json } = await post('resync');

    expect([status, json]).toMatchObject([202, { enqueued: 1, next_cursor: null, ...named() }]);
    expect(await listings.row(fine)).toHaveProperty('resync_id');
    expect(api.faults).toHaveLength(1);
  });

  it('is named by a recovery, which requests the others', async () => {
    const time = { since: '2026-06-01T09:00:00Z', until: '2026-06-01T11:00:00Z' };
    for (const each of [fine, odd]) {
      await listings.setRow(each, { sync_status: 'error' });
      await attempt(each, { started_at: '2026-06-01T10:00:00.000Z' });
    }
    await breakRow(odd);

    const dry = await post('recover', { ...time, dry_run: true });
    const { status, json } = await post('recover', time);

    expect(dry.json).toEqual({ matched: 1, enqueued: 0, ...named() });
    expect([status, json]).toEqual([202, { matched: 1, enqueued: 1, ...named() }]);
  });

  it('is named by the list of what the channel has, which shows the links of the others', async () => {
    await listings.setRow(fine, { external_listing_id: '1' });
    const there = (external_listing_id: string, listing_id: string) =>
      anExternalListing({ external_listing_id, listing_id });
    channel.pages = [[there('1', fine), there('2', odd)]];
    await breakRow(odd);

    const { status, json } = await get('external-listings');

    expect([status, json]).toMatchObject([
      200,
      { items: [{ listing: { id: fine } }, {}], ...named() },
    ]);
  });
});

describe('POST .../resync', () => {
  it('requests every active listing, in the name of who asks, and leaves the others alone', async () => {
    const [ok, broken, paused, archived] = await linkSome(4);
    await listings.setRow(ok?.id ?? '', { sync_status: 'ok' });
    await listings.setRow(broken?.id ?? '', { sync_status: 'error', retry_count: 5 });
    await listings.setRow(paused?.id ?? '', { status: 'paused', sync_status: 'ok' });
    await listings.setRow(archived?.id ?? '', { status: 'archived', sync_status: 'ok' });
    const other = await listings.link();

    const { status, json } = await post('resync', undefined, 'publisher');

    expect([status, json]).toEqual([
      202,
      { resync_id: expect.any(String), enqueued: 2, next_cursor: null },
    ]);
    const rows = await Promise.all([ok, broken].map((each) => listings.row(each?.id ?? '')));
    for (const row of rows)
      expect(row).toMatchObject({
        resync_id: json.resync_id,
        resync_by: expect.any(String),
        dispatch: 'normal',
        sync_status: 'pending',
        retry_count: 0,
        due_at: expect.any(String),
      });
    expect(new Set(rows.map(({ request_id }) => request_id)).size).toBe(2);
    for (const each of [paused, archived, other])
      expect(await listings.row(each?.id ?? '')).not.toHaveProperty('resync_id');
  });

  it('keeps a replay that waits, and who asked for it', async () => {
    const [listing] = await linkSome(1);
    const replay = { replay_id: randomUUID(), requested_by: randomUUID(), pinned_version: 1 };
    await listings.setRow(listing?.id ?? '', replay);

    await post('resync');

    expect(await listings.row(listing?.id ?? '')).toMatchObject(replay);
  });

  it('goes on where it stopped, when the time was up', async () => {
    const linked = await linkSome(8);
    pace = 1_500;
    const ids = new Set<string>();
    let cursor: string | undefined;
    let enqueued = 0;
    let calls = 0;
    do {
      const { json, status } = await post('resync', cursor === undefined ? {} : { cursor });
      expect(status).toBe(202);
      ids.add(json.resync_id);
      enqueued += json.enqueued;
      cursor = json.next_cursor ?? undefined;
      calls += 1;
    } while (cursor !== undefined && calls < 20);

    expect([enqueued, ids.size]).toEqual([8, 1]);
    expect(calls).toBeGreaterThan(1);
    for (const { id: listing } of linked)
      expect(await listings.row(listing)).toHaveProperty('resync_id');
  });

  it('is refused for a paused target and with a cursor of another', async () => {
    await linkSome(8);
    pace = 1_500;
    const { json } = await post('resync');
    pace = 0;
    const other = await listings.putTarget();
    const elsewhere = await api.call(`POST ${targets}/${other}/resync`, {
      body: { cursor: json.next_cursor },
    });
    await listings.putTarget({ id, is_active: false });
    const paused = await post('resync');

    expect(json.next_cursor).toEqual(expect.any(String));
    expect([elsewhere.status, elsewhere.json.type]).toEqual([400, '/problems/bad-cursor']);
    expect([paused.status, paused.json.type]).toEqual([409, '/problems/target-inactive']);
  });
});

describe('POST .../recover', () => {
  it('takes the listings whose attempts failed in the time and that are not in order now', async () => {
    const [failed, twice, well, early, fine, paused] = (await linkSome(6)).map((each) => each.id);
    for (const each of [failed, twice, early, paused])
      await listings.setRow(each ?? '', { sync_status: 'error' });
    await listings.setRow(well ?? '', { sync_status: 'ok' });
    await listings.setRow(fine ?? '', { sync_status: 'error' });
    await listings.setRow(paused ?? '', { status: 'paused' });
    const within = '2026-06-01T10:00:00.000Z';
    await attempt(failed ?? '', { started_at: within });
    await attempt(twice ?? '', { started_at: within, outcome: 'abandoned' });
    await attempt(twice ?? '', { started_at: '2026-06-01T10:30:00.000Z' });
    await attempt(well ?? '', { started_at: within });
    await attempt(early ?? '', { started_at: '2026-06-01T08:59:59.999Z' });
    await attempt(fine ?? '', { started_at: within, outcome: 'success' });
    await attempt(paused ?? '', { started_at: within });
    const time = { since: '2026-06-01T11:00:00+02:00', until: '2026-06-01T11:00:00Z' };

    expect((await post('recover', { ...time, dry_run: true })).json).toEqual({
      matched: 2,
      enqueued: 0,
    });
    expect(await listings.row(failed ?? '')).not.toHaveProperty('resync_id');

    const { status, json } = await post('recover', time);

    expect([status, json]).toEqual([202, { matched: 2, enqueued: 2 }]);
    for (const each of [failed, twice])
      expect(await listings.row(each ?? '')).toMatchObject({
        resync_id: expect.any(String),
        sync_status: 'pending',
        retry_count: 0,
      });
    for (const each of [well, early, fine, paused])
      expect(await listings.row(each ?? '')).not.toHaveProperty('resync_id');
  });

  it('looks at this target only', async () => {
    const [listing] = await linkSome(1);
    await listings.setRow(listing?.id ?? '', { sync_status: 'error' });
    await attempt(listing?.id ?? '', { started_at: '2026-06-01T10:00:00.000Z' }, randomUUID());

    expect((await post('recover', { since: '2026-05-01T00:00:00Z' })).json.matched).toBe(0);
  });

  it.each([
    { since: '2026-06-01T12:00:00.001Z' },
    { since: '2026-06-01T10:00:00Z', until: '2026-06-01T10:00:00Z' },
    { since: '2026-03-03T11:58:59Z' },
    { since: '0000-01-01T00:00:00+23:59' },
    { since: 'yesterday' },
    { since: '2026-06-01' },
    { until: '2026-06-01T00:00:00Z' },
    { since: '2026-06-01T10:00:00Z', dry: true },
    {},
  ])('refuses the time %o', async (body) => {
    const { status, json } = await post('recover', body);

    expect([status, json.type]).toEqual([422, '/problems/validation']);
  });

  it('takes the whole 90 days that audit is kept', async () => {
    expect((await post('recover', { since: '2026-03-03T12:00:00Z' })).status).toBe(202);
  });

  it('counts for a paused target, and sends nothing', async () => {
    await listings.putTarget({ id, is_active: false });
    const body = { since: '2026-06-01T10:00:00Z' };

    expect((await post('recover', { ...body, dry_run: true })).status).toBe(202);
    expect((await post('recover', body)).json.type).toBe('/problems/target-inactive');
  });

  it('says so when there are more attempts than it can look through', async () => {
    await attempt(randomUUID(), { started_at: '2026-06-01T10:00:00.000Z' });
    pace = 10_000;

    const { status, json } = await post('recover', { since: '2026-06-01T10:00:00Z' });

    expect([status, json.type]).toEqual([422, '/problems/too-many-attempts']);
  });
});

describe('GET .../audit', () => {
  const times = (json: { items: OutboundAudit[] }) => json.items.map((row) => row.started_at);

  it('gives the attempts of a target newest first, in pages', async () => {
    const rows = [];
    for (let minute = 10; minute < 17; minute += 1)
      rows.push(await attempt(randomUUID(), { started_at: `2026-06-01T10:${minute}:00.000Z` }));
    await attempt(randomUUID(), { started_at: '2026-06-01T10:00:00.000Z' }, randomUUID());

    const found = [];
    let cursor = '';
    for (let page = 0; page < 5; page += 1) {
      const { json } = await get(`audit?limit=3${cursor}`);
      found.push(...json.items);
      if (json.next_cursor === null) break;
      cursor = `&cursor=${json.next_cursor}`;
    }

    expect(found).toEqual(rows.toReversed());
  });

  it('filters by outcomes and time, both ends included', async () => {
    const outcomes = ['success', 'failed', 'rate_limited', 'abandoned', 'open'] as const;
    for (const [at, outcome] of outcomes.entries())
      await attempt(randomUUID(), { outcome, started_at: `2026-06-01T10:0${at}:00.000Z` });

    const some = await get('audit?outcome=failed,abandoned&limit=1');
    const rest = await get(
      `audit?outcome=failed,abandoned&limit=1&cursor=${some.json.next_cursor}`,
    );
    const span = 'from=2026-06-01T10:01:00Z&to=2026-06-01T12:02:00.000%2B02:00';

    expect(times(some.json)).toEqual(['2026-06-01T10:03:00.000Z']);
    expect(times(rest.json)).toEqual(['2026-06-01T10:01:00.000Z']);
    expect(times((await get(`audit?${span}`)).json)).toEqual([
      '2026-06-01T10:02:00.000Z',
      '2026-06-01T10:01:00.000Z',
    ]);
    expect((await get('audit?outcome=success&from=2026-06-01T10:01:00Z')).json).toEqual({
      items: [],
      next_cursor: null,
    });
  });

  it.each([
    'outcome=bad',
    'outcome=',
    'from=2026-06-02T00:00:00Z&to=2026-06-01T00:00:00Z',
    'from=now',
    'to=0000-01-01T00:00:00%2B23:59',
    'limit=101',
    'outcomes=failed',
  ])('refuses the query %s', async (query) => {
    expect((await get(`audit?${query}`)).json.type).toBe('/problems/bad-query');
  });

  it('takes its own cursors only', async () => {
    for (const minute of [10, 11])
      await attempt(randomUUID(), { started_at: `2026-06-01T10:${minute}:00.000Z` });
    const { json } = await get('audit?limit=1');
    const at = `cursor=${json.next_cursor}`;

    expect((await get(`audit?limit=1&${at}`)).status).toBe(200);
    for (const query of [`outcome=failed&${at}`, `from=2026-06-01T10:30:00Z&${at}`, 'cursor=x'])
      expect((await get(`audit?limit=1&${query}`)).json.type).toBe('/problems/bad-cursor');
  });
});

describe('GET .../external-listings', () => {
  const external = (n: string, listing_id: string | null = null) =>
    anExternalListing({
      external_listing_id: n,
      name: `Listing ${n}`,
      internal_name: `L-${n}`,
      ...{ address: `Street ${n}`, city: 'Amalfi', country_code: 'IT' },
      picture_url: `https://img.example.com/${n}.jpg`,
      is_archived: n === '4',
      listing_id,
    });
  const adopt = async (external_listing_id: string) => {
    const unit_id = await listings.putUnit(aUnitBody);
    const body = { unit_id, target_id: id, external_listing_id };
    return (await listings.call('POST /api/channels/listings', { body })).json;
  };

  it('shows each with the listing that is linked to it, by adoption or by marker', async () => {
    const adopted = await adopt('1');
    const [made, copied, archived] = await linkSome(3);
    await listings.setRow(made?.id ?? '', { external_listing_id: '2', sync_status: 'ok' });
    await listings.setRow(copied?.id ?? '', { external_listing_id: '2b' });
    await listings.setRow(archived?.id ?? '', { external_listing_id: '4', status: 'archived' });
    channel.pages = [
      [
        external('1'),
        external('2', made?.id),
        external('3', copied?.id),
        external('4', archived?.id),
        external('5', randomUUID()),
        external('5', randomUUID()),
      ],
    ];

    const { status, json } = await get('external-listings', 'viewer');

    expect(status).toBe(200);
    expect(json.items.map((each: { listing: { id: string } | null }) => each.listing?.id)).toEqual([
      adopted.id,
      made?.id,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(json.items[1]).toEqual({
      external_listing_id: '2',
      name: 'Listing 2',
      internal_name: 'L-2',
      ...{ address: 'Street 2', city: 'Amalfi', country_code: 'IT' },
      picture_url: 'https://img.example.com/2.jpg',
      is_archived: false,
      marked_listing_id: made?.id,
      listing: { id: made?.id, unit_id: made?.unit_id, status: 'active', sync_status: 'ok' },
    });
    expect(json.items[2].marked_listing_id).toBe(copied?.id);
    expect(json.items[3].is_archived).toBe(true);
    expect(json).toMatchObject({ complete: true, note: null });
  });

  it('goes through the pages of the channel, one call each, and says when some may be missing', async () => {
    channel.pages = [['1', '2', '3'].map((n) => external(n)), [external('4')]];
    channel.incomplete = '1 of its rows cannot be read';
    const names: string[] = [];
    const notes: unknown[] = [];
    let cursor = '';
    for (let page = 0; page < 9; page += 1) {
      const { json } = await get(`external-listings?limit=3${cursor}`);
      names.push(...json.items.map((each: ExternalListing) => each.external_listing_id));
      notes.push([json.complete, json.note]);
      if (json.next_cursor === null) break;
      cursor = `&cursor=${json.next_cursor}`;
    }

    expect(names).toEqual(['1', '2', '3', '4']);
    expect(channel.read).toEqual([null, '1']);
    expect(notes).toEqual([
      [true, null],
      [false, '1 of its rows cannot be read'],
    ]);
  });

  it('takes a place as long as a cursor may be', async () => {
    const long = 'x'.repeat(4_000);
    channel.pages = Object.assign([[external('1')]], { length: 2 });
    const { list } = channel.connect({ turn: async () => {} } as unknown as Connection);
    channel.connect = (connection) => ({
      ...ListingChannel.prototype.connect.call(channel, connection),
      list: async (from) => ({ ...(await list({ ...from, place: null })), next: long }),
    });

    const { json } = await get('external-listings?limit=1');
    const again = await get(`external-listings?limit=1&cursor=${json.next_cursor}`);

    expect([again.status, again.json.items.length]).toEqual([200, 1]);
  });

  const failed = (kind: FailedCall['kind'], more: object = {}) =>
    ({
      kind,
      http_status: null,
      response_excerpt: null,
      error_message: 'token a-secret',
      ...more,
    }) as FailedCall;

  it.each([
    { failure: failed('unclear'), answer: [502, 'channel-unreachable', undefined] },
    { failure: failed('refused'), answer: [502, 'channel-unreachable', undefined] },
    {
      failure: failed('rate_limited', { retry_at: start + 4_000 }),
      answer: [503, 'channel-busy', '5'],
    },
    { failure: failed('unauthorized'), answer: [409, 'credentials-rejected', undefined] },
  ])('says $answer when the channel answers $failure.kind', async ({ failure, answer }) => {
    channel.failure = failure;

    const { status, json, headers, text } = await get('external-listings');

    const [code, slug, retryAfter] = answer;
    expect([status, json.type, headers['retry-after']]).toEqual([
      code,
      `/problems/${slug}`,
      retryAfter,
    ]);
    expect(text).not.toContain('a-secret');
  });

  it('is told to come back when updates fill the window, and waits for a turn that is near', async () => {
    world.windowFreeAt = start + 8_001;
    const { status, json, headers } = await get('external-listings');
    expect([status, json.type, headers['retry-after']]).toEqual([
      503,
      '/problems/channel-busy',
      '9',
    ]);
    expect(channel.read).toEqual([]);

    world.windowFreeAt = start + 8_000;
    expect((await get('external-listings')).status).toBe(200);
    expect(world.now).toBe(start + 8_000);
  });

  it('keeps the whole account quiet after a 429', async () => {
    channel.failure = failed('rate_limited', { retry_at: start + 4_000 });

    await get('external-listings');

    expect(world.windowBlocks).toEqual([{ key: 'account-1', until: start + 4_500 }]);
  });

  it('tries once more with credentials rotated meanwhile', async () => {
    channel.renewals = [true];
    channel.failure = failed('unauthorized');

    await get('external-listings');

    expect(channel.read).toEqual([null, null]);
  });

  it.each([
    { block: 'rate_limited', answer: [503, 'channel-busy', '60'] },
    { block: 'unavailable', answer: [503, 'channel-unreachable', '60'] },
    { block: 'credentials_rejected', answer: [409, 'credentials-rejected', undefined] },
  ] as const)('makes no call to a target blocked as $block', async ({ block, answer }) => {
    const blocked_until = new Date(start + 60_000).toISOString();
    await listings.putTarget({ id, blocked_until, block_reason: block });

    const { status, json, headers } = await get('external-listings');

    const [code, slug, retryAfter] = answer;
    expect([status, json.type, headers['retry-after']]).toEqual([
      code,
      `/problems/${slug}`,
      retryAfter,
    ]);
    expect(channel.read).toEqual([]);
  });

  it('makes no call to a paused target', async () => {
    await listings.putTarget({ id, is_active: false });

    expect((await get('external-listings')).json.type).toBe('/problems/target-inactive');
    expect(channel.read).toEqual([]);
  });
});

describe('GET /api/channels/audit', () => {
  const trace_id = '0123abcd-0123-4abc-8abc-0123456789ab';
  const traced = (query: string, as: Caller = 'owner') =>
    api.call(`GET /api/channels/audit?${query}`, { as });

  it('gives what one request has led to, at whatever targets, newest first, in pages', async () => {
    const one = { trace_id, started_at: '2026-06-01T10:00:00.000Z' };
    const other = { trace_id, started_at: '2026-06-01T10:01:00.000Z' };
    const rows = [
      await attempt(randomUUID(), one),
      await attempt(randomUUID(), other, randomUUID()),
    ];
    await attempt(randomUUID(), { started_at: '2026-06-01T10:02:00.000Z' });

    const { json: first } = await traced(`trace_id=${trace_id}&limit=1`);
    const w3c = trace_id.replaceAll('-', '');
    const { json: rest } = await traced(`trace_id=${w3c}&limit=1&cursor=${first.next_cursor}`);

    expect([...first.items, ...rest.items]).toEqual(rows.toReversed());
    expect((await traced(`trace_id=${trace_id}`, 'viewer')).json.items).toHaveLength(2);
    expect((await traced(`trace_id=${trace_id}`, 'stranger')).json.items).toEqual([]);
    expect((await traced(`trace_id=${trace_id}`, 'sibling')).json.items).toEqual([]);
  });

  it.each(['', 'trace_id=', 'trace_id=1234', `trace_id=${'z'.repeat(32)}`])(
    'refuses %j and says what it wants',
    async (query) => {
      const { status, json } = await traced(query);

      expect(status).toBe(400);
      expect(json).toMatchObject({
        type: '/problems/bad-query',
        errors: [{ path: 'trace_id' }],
      });
    },
  );
});

it.each([
  { call: 'POST resync', body: {} },
  { call: 'POST recover', body: { since: '2026-06-01T00:00:00Z' } },
  { call: 'GET external-listings' },
  { call: 'GET audit' },
])('$call is hidden from other tenants, and writing from those who only look', async (each) => {
  const [method, what] = each.call.split(' ');
  const as = async (caller: Caller, target = id) =>
    (await api.call(`${method} ${targets}/${target}/${what}`, { as: caller, body: each.body }))
      .status;

  expect(await as('stranger')).toBe(404);
  expect(await as('sibling')).toBe(404);
  expect(await as('owner', randomUUID())).toBe(404);
  expect(await as('viewer')).toBe(method === 'GET' ? 200 : 403);
});

it('lets only an Owner redrive dead letters', async () => {
  const as = (caller: Caller) =>
    api.call('POST /api/channels/dead-letters/redrive', { as: caller });

  expect((await as('publisher')).status).toBe(403);
  expect((await as('owner')).json).toEqual({ redriven: 0, dropped: 0, left: 0 });
});
