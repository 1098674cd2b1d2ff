import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closedRow } from '../../adapters/dynamodb/audit/audit-items.ts';
import { DynamoBookingStore } from '../../adapters/dynamodb/bookings/booking-store.ts';
import { DynamoMembers } from '../../adapters/dynamodb/identity/members.ts';
import { DynamoSessions } from '../../adapters/dynamodb/identity/sessions.ts';
import { DynamoInboundFeeds } from '../../adapters/dynamodb/inbound/inbound-feeds.ts';
import { DynamoInboundRows } from '../../adapters/dynamodb/inbound/inbound-rows.ts';
import { sessionCookie } from '../../adapters/http/who-asks/cookies.ts';
import { newAttempt } from '../../domain/attempts/attempt.ts';
import { idempotencyKey } from '../../domain/attempts/idempotency-key.ts';
import { addDays } from '../../domain/common/day.ts';
import { addMember } from '../../domain/identity/manage-members.ts';
import { personId } from '../../domain/identity/member.ts';
import { newSession } from '../../domain/identity/session.ts';
import { aBooking } from '../builders/booking.ts';
import { aFeed } from '../builders/inbound-feed.ts';
import { anInboundRow } from '../builders/inbound-row.ts';
import { FakeChannel } from '../fakes/fake-channel.ts';
import { aUnitBody } from '../support/listings-api.ts';
import { openAlert } from '../support/open-alert.ts';
import { type Caller, publicUrl } from '../support/test-api.ts';
import { rowsOf, startWholeApi, type WholeApi } from '../support/whole-api.ts';
import { operations } from './hostile/operations.ts';

/** In everything of the owner's that a stranger must not see. */
const secret = 'For the owner only';
const address = 'ada@for-the-owner.example';
const depth = 4711;
const webhookHost = 'hooks.of-the-owner.example';
const day = '2026-06-01T12:00:00.000Z';

/** What a stranger may have heard of: ids, an `Idempotency-Key`, an address, a place in a list. */
type Things = Record<
  | 'unit'
  | 'target'
  | 'listing'
  | 'external'
  | 'key'
  | 'trace'
  | 'member'
  | 'apiKey'
  | 'alert'
  | 'hold'
  | 'row',
  string
>;
/** The owner's, and as many that never were. */
let real: Things;
let ghost: Things;
/** Lists of the owner's, and where the owner is in them. */
const cursors: string[] = [];
/** Each stranger's own. */
const own = new Map<Caller, { unit: string; target: string }>();
const sessions = new Map<Caller, string>();

let api: WholeApi;

beforeAll(async () => {
  api = await startWholeApi();
  api.channel.remote.set('40199', { name: secret, marker: randomUUID() });
  await fillOwner();
  await fillStrangers();
});
afterAll(() => {
  api.database.stop();
  expect(api.faults).toEqual([]);
});

/** A target with a queue that is not empty, a linked unit with two versions and an attempt, a dead letter, a member, a key. */
async function fillOwner(): Promise<void> {
  const target = await createTarget('owner', secret);
  const unit = await api.putUnit({ name: secret });
  const key = randomUUID();
  const linked = await api.call('POST /api/channels/listings', {
    body: { target_id: target, unit_id: unit, external_listing_id: '907010000001' },
    headers: { 'idempotency-key': key },
  });
  const listing = linked.json.id;
  await api.call(`PUT /api/supply/units/${unit}`, {
    body: { ...aUnitBody, name: `${secret}!` },
  });
  const row = await api.row(listing);
  const job = {
    ...{
      org_id: 'demo',
      account_id: 'main',
      target_id: target,
      listing_id: listing,
      unit_id: unit,
    },
    ...{ trace_id: 'a'.repeat(32), reason: 'unit' as const },
  };
  const { audit } = newAttempt(
    {
      ...{ job, listing: row, operation: 'update', unit_version: 1, newest: true, mapped: null },
      idempotency_key: idempotencyKey(1, row),
      payload_hash: 'b'.repeat(64),
      left_out: [],
      ...{ rest: { kind: 'none' as const }, look_at: Number.POSITIVE_INFINITY },
    },
    Date.parse(day),
    {
      target: {
        ...{ rate_limit_config: null, base_url: 'https://channel.example', window_key: 'account' },
      },
      channel: new FakeChannel(),
    },
  );
  const { Put } = closedRow(api.database.tables.audit, { ...audit, request_excerpt: secret }, 1);
  if (Put !== undefined) await api.database.documentClient.send(new PutCommand(Put));
  const told = anInboundRow({ target_id: target, excerpt: secret });
  const { documentClient, tables } = api.database;
  await new DynamoInboundRows(documentClient, tables.inbound).add(told, { hasJob: false });
  const feed = aFeed({ target_id: target, subscription_id: secret, version: 0 });
  await new DynamoInboundFeeds(documentClient, tables.inbound).update(feed, {});
  await new DynamoBookingStore(documentClient, tables.channels, Date.now).put(
    undefined,
    aBooking({ target_id: target, unit_id: unit, guest_name: secret }),
  );
  api.letters.push({ id: 'letter', handle: 'handle', job });
  api.depths.set(target, depth);
  const member = await api.call('POST /api/members', { body: { email: address, role: 'Viewer' } });
  const made = await api.call('POST /api/api-keys', { body: { name: secret, role: 'Viewer' } });
  const alert = await openAlert(
    api.database,
    { org_id: 'demo', account_id: 'main', id: target, name: secret },
    { message: secret },
  );
  await api.call(`PUT ${webhookPath}`, { body: { url: `https://${webhookHost}/alerts` } });
  const held = await api.call(`POST ${unitsPath}/${unit}/holds`, {
    body: { ...tomorrow, minutes: 60 },
  });
  const ids = {
    member: member.json.user_id,
    apiKey: made.json.id,
    alert,
    hold: held.json.id,
    row: told.id,
  };
  real = { unit, target, listing, external: '907010000001', key, trace: 'a'.repeat(32), ...ids };
  const fresh = () => randomUUID();
  ghost = {
    ...{ unit: fresh(), target: fresh(), listing: fresh(), external: '907020000002', key: fresh() },
    ...{ trace: 'c'.repeat(32), member: personId('nobody@example.com'), apiKey: fresh() },
    ...{ alert: fresh(), hold: fresh(), row: fresh() },
  };
  await api.putUnit({ name: secret });
  await api.call('POST /api/members', { body: { email: 'second@example.com', role: 'Viewer' } });
  for (const list of [unitsPath, summariesPath, `${unitsPath}/${unit}/snapshots`, membersPath]) {
    const { json } = await api.call(`GET ${list}?limit=1`);
    cursors.push(`GET ${list}?cursor=${encodeURIComponent(json.next_cursor)}`);
  }
}

async function fillStrangers(): Promise<void> {
  for (const as of ['stranger', 'sibling'] as const) {
    const unit = randomUUID();
    await api.call(`PUT /api/supply/units/${unit}`, { as, body: aUnitBody });
    own.set(as, { unit, target: await createTarget(as, `Of ${as}`) });
    sessions.set(as, await openSession(as));
  }
}

async function createTarget(as: Caller, name: string): Promise<string> {
  const { json } = await api.call('POST /api/channels/targets', {
    as,
    body: {
      ...{ name, channel_type: 'hostaway', sync_mode: 'api' },
      credentials: { api_token: `token of ${as}` },
    },
  });
  return json.id;
}

interface Call {
  readonly request: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const listingsPath = '/api/channels/listings';
const targetsPath = '/api/channels/targets';
const in24Hours = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const tomorrow = { from: in24Hours, to: addDays(in24Hours, 1) };
const dashboardPath = '/api/channels/health';
const bookingsPath = '/api/channels/bookings';
const inboundPath = '/api/channels/inbound-audit';
const alertsPath = '/api/channels/alerts';
const webhookPath = '/api/channels/alert-webhook';
const unitsPath = '/api/supply/units';
const summariesPath = '/api/supply/unit-summaries';
const membersPath = '/api/members';
const keysPath = '/api/api-keys';

/** Whatever a stranger may ask of these things. */
function callsAbout(
  { unit, target, listing, external, key, trace, member, apiKey, alert, hold, row }: Things,
  mine: { unit: string; target: string },
): Call[] {
  const once = { 'idempotency-key': key };
  const link = (body: object, headers = {}): Call => ({
    request: `POST ${listingsPath}`,
    body,
    headers,
  });

  return [
    { request: `GET ${unitsPath}/${unit}` },
    { request: `GET ${unitsPath}/${unit}/snapshots` },
    { request: `GET ${unitsPath}/${unit}/snapshots/1` },
    { request: `PUT ${unitsPath}/${unit}`, body: aUnitBody },
    { request: `PUT ${unitsPath}/${unit}`, body: { ...aUnitBody, name: 'Another' } },
    { request: `PUT ${unitsPath}/${unit}`, body: aUnitBody, headers: { 'if-match': '"2"' } },
    { request: `GET ${unitsPath}/${unit}/calendar` },
    {
      request: `PUT ${unitsPath}/${unit}/calendar`,
      body: { ranges: [{ ...tomorrow, status: 'closed', price: 1 }] },
    },
    { request: `POST ${unitsPath}/${unit}/holds`, body: { ...tomorrow, minutes: 60 } },
    { request: `DELETE ${unitsPath}/${unit}/holds/${hold}` },
    { request: `GET ${targetsPath}/${target}` },
    { request: `PATCH ${targetsPath}/${target}`, body: { is_active: false } },
    { request: `PATCH ${targetsPath}/${target}`, body: {}, headers: { 'if-match': '"0"' } },
    {
      request: `PUT ${targetsPath}/${target}/credentials`,
      body: { credentials: { api_token: 'mine' } },
    },
    { request: `POST ${targetsPath}/${target}/health-checks` },
    { request: `POST ${targetsPath}/${target}/resync`, body: {} },
    {
      request: `POST ${targetsPath}/${target}/recover`,
      body: { since: day, until: '2026-06-02T00:00:00.000Z' },
    },
    { request: `GET ${targetsPath}/${target}/external-listings` },
    { request: `GET ${targetsPath}/${target}/audit` },
    { request: `GET ${inboundPath}?target_id=${target}` },
    { request: `POST ${inboundPath}/${row}/reprocess` },
    { request: `GET ${bookingsPath}?target_id=${target}` },
    { request: `GET ${unitsPath}/${unit}/bookings` },
    { request: `GET ${targetsPath}/${target}/inbound` },
    { request: `PUT ${targetsPath}/${target}/inbound`, body: { enabled: true } },
    { request: `GET ${targetsPath}/${target}/health` },
    { request: `DELETE ${targetsPath}/${target}` },
    { request: `GET ${listingsPath}/${listing}` },
    { request: `GET ${listingsPath}/${listing}/history` },
    { request: `GET ${listingsPath}/${listing}/preview` },
    { request: `GET ${listingsPath}/${listing}/diff?from=1&to=2` },
    { request: `PATCH ${listingsPath}/${listing}`, body: { status: 'paused' } },
    { request: `POST ${listingsPath}/${listing}/retry`, body: {} },
    { request: `POST ${listingsPath}/${listing}/retry`, body: { unit_version: 1 }, headers: once },
    { request: `DELETE ${listingsPath}/${listing}?remove_from_channel=true` },
    { request: `GET ${listingsPath}?target_id=${target}` },
    { request: `GET ${listingsPath}?unit_id=${unit}` },
    { request: `GET /api/channels/audit?trace_id=${trace}` },
    { request: `GET ${alertsPath}?target_id=${target}` },
    { request: `PATCH ${alertsPath}/${alert}`, body: { acknowledged: true } },
    { request: `GET ${membersPath}/${member}` },
    { request: `PATCH ${membersPath}/${member}`, body: { role: 'Owner' } },
    { request: `DELETE ${membersPath}/${member}` },
    { request: `DELETE ${keysPath}/${apiKey}` },
    link({ target_id: target, unit_id: unit }),
    link({ target_id: target, unit_id: unit, external_listing_id: external }, once),
    link({ target_id: target, unit_id: mine.unit }),
    link({ target_id: mine.target, unit_id: unit, external_listing_id: external }),
  ];
}

/** Calls that name nothing, or only what each tenant may have by that name; and places in lists that the owner was given. */
const plainCalls = (): Call[] => [
  ...[
    unitsPath,
    summariesPath,
    targetsPath,
    listingsPath,
    dashboardPath,
    alertsPath,
    inboundPath,
    bookingsPath,
    membersPath,
    keysPath,
    '/api/metrics',
    ...cursors,
  ].map((list) => ({ request: list.startsWith('GET ') ? list : `GET ${list}` })),
  ...['GET', 'DELETE'].map((method) => ({ request: `${method} ${webhookPath}` })),
  ...['secret', 'test'].map((what) => ({ request: `POST ${webhookPath}/${what}` })),
  { request: `PUT ${webhookPath}`, body: { url: 'https://stranger.example/alerts' } },
  { request: 'POST /api/channels/dead-letters/redrive' },
  { request: 'GET /api/me' },
  { request: 'PATCH /api/me' },
  {
    request: `POST ${targetsPath}`,
    body: {
      ...{ name: secret, channel_type: 'hostaway', sync_mode: 'api' },
      credentials: { api_token: 'a token' },
    },
  },
  { request: `POST ${membersPath}`, body: { email: address, role: 'Viewer' } },
  { request: `POST ${keysPath}`, body: { name: secret, role: 'Viewer' } },
];

/** How a caller says who asks: some calls are asked by key, some by a session, which a browser sends from a page of ours. */
type Way = 'key' | 'session';

let sent = 0;

function send(as: Caller, { request, body, headers }: Call, way: Way = 'key') {
  sent += 1;
  const { origin } = new URL(publicUrl);
  const byKey = { as, ...(headers === undefined ? {} : { headers }) };
  const bySession = {
    ...{ as: null, cookies: [`${sessionCookie}=${sessions.get(as)}`] },
    headers: { ...headers, origin },
  };
  return api.call(request, {
    ...(way === 'key' ? byKey : bySession),
    ...(body === undefined ? {} : { body }),
  });
}

/** Of a person in the caller's own account. */
async function openSession(as: Caller): Promise<string> {
  const { documentClient, tables } = api.database;
  const { json: me } = await api.call('GET /api/me', { as });
  const { org_id, account_id } = me;
  const { id, session } = newSession(
    await addMember(
      { tenant: { org_id, account_id }, email: `${as}@example.com`, role: 'Owner' },
      null,
      { members: new DynamoMembers(documentClient, tables.channels), clock: Date.now },
    ),
    Date.now(),
  );
  await new DynamoSessions(documentClient, tables.meters).add(session);
  return id;
}

/** An answer in which what is named by the caller has its name, and what differs by chance has none. */
function comparable(answer: Awaited<ReturnType<typeof send>>, things: Things): string {
  let text = JSON.stringify([answer.status, answer.headers, answer.text]);
  for (const [name, value] of Object.entries(things)) text = text.replaceAll(value, `<${name}>`);
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/[0-9a-f]{16,}/g, '<hash>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');
}

/** Everything the owner has, in all tables and places. */
async function belongings() {
  const items = await rowsOf(api.database);
  const rows = items.filter(({ org_id, account_id, pk, used_at }) => {
    const isTheirs = org_id === 'demo' && account_id === 'main';
    return used_at === undefined && (isTheirs || String(pk).includes('#demo#main'));
  });
  const { secrets, queues, consumers } = api.world;
  const kept = {
    secrets: [...secrets].filter(([ref]) => ref.includes('/demo/main/')),
    queues: [...queues].filter((id) => id === real.target),
    consumers: [...consumers.values()].filter(({ target_id }) => target_id === real.target),
    letters: api.letters,
    keys: [...api.keys.secrets].filter(([ref]) => ref.includes('/demo/main/')),
  };
  return structuredClone({
    rows: rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort(),
    kept,
  });
}

const numberOfCalls = 48;
const sequences = fc.record({
  as: fc.constantFrom<Caller>('stranger', 'sibling'),
  way: fc.constantFrom<Way>('key', 'session'),
  picks: fc.array(fc.nat({ max: numberOfCalls - 1 }), { minLength: 1, maxLength: 8 }),
});

it('no call of the document tells one who is logged in elsewhere more than one with a key', async () => {
  sent = 0;
  for (const as of ['stranger', 'sibling'] as const) {
    const mine = own.get(as) ?? { unit: '', target: '' };
    for (const [at, call] of callsAbout(real, mine).entries()) {
      const unknown = callsAbout(ghost, mine)[at] as Call;
      for (const way of ['key', 'session'] as const) {
        const told = comparable(await send(as, call, way), real);
        expect([way, told]).toEqual([way, comparable(await send(as, unknown, way), ghost)]);
      }
    }
    for (const call of plainCalls().filter(({ request }) => request.startsWith('GET ')))
      expect((await send(as, call, 'session')).text).not.toContain(secret);
  }
  const asked = operations.filter(({ security }) => security.length > 0);
  console.log(`${asked.length} calls of the document, asked about ${sent} times by strangers`);
});

it('invariant 12: no sequence of calls of another tenant reads, changes or infers anything', async () => {
  const before = await belongings();
  expect(before.rows.length).toBeGreaterThan(8);

  await fc.assert(
    fc.asyncProperty(sequences, async ({ as, way, picks }) => {
      const mine = own.get(as) ?? { unit: '', target: '' };
      const [told, untold] = [callsAbout(real, mine), callsAbout(ghost, mine)];
      expect(told).toHaveLength(numberOfCalls);
      for (const pick of picks) {
        const answers = [
          { answer: await send(as, told[pick] as Call, way), things: real },
          { answer: await send(as, untold[pick] as Call, way), things: ghost },
        ];
        const [one, other] = answers.map(({ answer, things }) => comparable(answer, things));
        expect(one).toBe(other);
        for (const { answer } of answers) expect(answer.text).not.toContain(secret);
      }
    }),
    { numRuns: 60 },
  );
  for (const as of ['stranger', 'sibling'] as const)
    for (const call of plainCalls()) {
      const { status, text, json } = await send(as, call);
      const [method] = call.request.split(' ');
      if (method === 'GET') expect(text).not.toContain(secret);
      // A name, an address that another tenant has is free.
      if (call.body !== undefined)
        expect([call.request, status]).toEqual([call.request, method === 'PUT' ? 200 : 201]);
      if (call.request.endsWith('/redrive'))
        expect(json).toEqual({ redriven: 0, dropped: 0, left: 0 });
      if (call.request.endsWith(dashboardPath))
        expect(json.items.map(({ target_id }: { target_id: string }) => target_id)).toEqual([
          own.get(as)?.target,
        ]);
      for (const value of [
        real.target,
        real.listing,
        real.key,
        real.apiKey,
        String(depth),
        webhookHost,
      ])
        expect(text).not.toContain(value);
    }

  expect(await belongings()).toEqual(before);
});

it('finds what it looks for when the owner asks, so that it could fail', async () => {
  for (const { request } of callsAbout(real, { unit: '', target: '' }).filter(({ request }) =>
    request.startsWith('GET'),
  )) {
    const { status, text } = await send('owner', { request });
    expect([request, status]).toEqual([request, 200]);
    const isThere = [real.listing, real.hold, secret, address].some((value) =>
      text.includes(value),
    );
    expect([request, isThere]).toEqual([request, true]);
  }
  const webhook = await send('owner', { request: `GET ${webhookPath}` });
  expect(webhook.text).toContain(webhookHost);
  const dashboard = await send('owner', { request: `GET ${dashboardPath}` });
  expect(dashboard.text).toContain(String(depth));
  const redrive = await send('owner', { request: 'POST /api/channels/dead-letters/redrive' });
  expect(redrive.json).toEqual({ redriven: 1, dropped: 0, left: 0 });
});

it('makes every call that needs to know who asks', () => {
  const things = callsAbout(ghost, { unit: '', target: '' });
  const paths = [...things, ...plainCalls()].map(({ request }) => request.replace(/\?.*/s, ''));
  const missing = operations
    .filter(({ security }) => security.length > 0)
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => {
      const pattern = new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return !paths.some((path) => pattern.test(path));
    });

  expect(missing).toEqual([]);
});
