import { randomUUID } from 'node:crypto';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closedRow } from '../../adapters/dynamodb/audit/audit-items.ts';
import { TargetAudit } from '../../adapters/dynamodb/audit/target-audit.ts';
import { DynamoTargetMinutes } from '../../adapters/dynamodb/audit/target-minutes.ts';
import { TraceAudit } from '../../adapters/dynamodb/audit/trace-audit.ts';
import { DynamoExternalLinks } from '../../adapters/dynamodb/listings/external-links.ts';
import { DynamoFailedAttempts } from '../../adapters/dynamodb/listings/failed-attempts.ts';
import { DynamoListingStates } from '../../adapters/dynamodb/listings/listing-states.ts';
import { DynamoResends } from '../../adapters/dynamodb/recovery/resend-store.ts';
import { DynamoTargetRegistry } from '../../adapters/dynamodb/targets/target-registry.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { newAttempt } from '../../domain/attempts/attempt.ts';
import { idempotencyKey } from '../../domain/attempts/idempotency-key.ts';
import type { DeadLetter } from '../../domain/recovery/redrive.ts';
import { healthRoutes } from '../../lambdas/health-api/routes/health.ts';
import { operationRoutes } from '../../lambdas/targets-api/routes/operations.ts';
import { targetRoutes } from '../../lambdas/targets-api/routes/targets.ts';
import { FakeChannel } from '../fakes/fake-channel.ts';
import { TargetWorld } from '../fakes/target-world.ts';
import { aUnitBody, type ListingsApi, startListingsApi } from '../support/listings-api.ts';
import { type Caller, startTestApi, type TestApi } from '../support/test-api.ts';

/** In everything of the owner's that a stranger must not see. */
const secret = 'For the owner only';
const day = '2026-06-01T12:00:00.000Z';

/** What a stranger may have heard of: ids, an `Idempotency-Key`, a place in a list. */
type Things = Record<'unit' | 'target' | 'listing' | 'external' | 'key', string>;
/** The owner's, and as many that never were. */
let real: Things;
let ghost: Things;
let cursors: string[];
/** Each stranger's own. */
const own = new Map<Caller, { unit: string; target: string }>();

let listings: ListingsApi;
let targetsApi: TestApi;
let world: TargetWorld;
let letters: DeadLetter[];
const resent: unknown[] = [];

beforeAll(async () => {
  listings = await startListingsApi();
  const { documentClient: client, tables } = listings.database;
  world = new TargetWorld();
  const { clock } = world.deps;
  const channel = new FakeChannel();
  channel.remote.set('40199', { name: secret, marker: randomUUID() });
  const resends = new DynamoResends(client, tables.channels, { clock, newId: randomUUID });
  const deps = {
    ...world.deps,
    targets: new DynamoTargetStore(client, tables.channels, clock),
    channels: { supported: ['hostaway' as const], channelFor: () => channel },
    registry: new DynamoTargetRegistry(client, tables.channels, () => undefined),
    resync: { resends, listingIds: resends, newId: randomUUID },
    failures: new DynamoFailedAttempts(client, tables),
    links: new DynamoExternalLinks(client, tables.channels),
    audit: new TargetAudit(client, tables.audit),
    traces: new TraceAudit(client, tables.audit),
    letters: {
      receive: async () => letters.splice(0),
      resend: async (some: readonly DeadLetter[]) => {
        resent.push(...some);
        return some.map(() => 'sent' as const);
      },
      remove: async () => undefined,
      release: async (some: readonly DeadLetter[]) => void letters.push(...some),
    },
  };
  const health = {
    targets: deps.targets,
    minutes: new DynamoTargetMinutes(client, tables.meters),
    listings: new DynamoListingStates(client, tables.channels, () => undefined),
    queueDepth: async () => 0,
    clock,
  };
  targetsApi = await startTestApi(
    [...targetRoutes(deps), ...operationRoutes(deps), ...healthRoutes(health)],
    listings.database,
  );
  await fillOwner();
  await fillStrangers();
});
afterAll(() => {
  listings.database.stop();
  expect([...listings.faults, ...targetsApi.faults]).toEqual([]);
});

/** A target, a linked unit with two versions and an attempt, and a dead letter. */
async function fillOwner(): Promise<void> {
  const target = await createTarget('owner', secret);
  const unit = await listings.putUnit({ name: secret });
  const key = randomUUID();
  const linked = await listings.call('POST /api/channels/listings', {
    body: { target_id: target, unit_id: unit, external_listing_id: '90701' },
    headers: { 'idempotency-key': key },
  });
  const listing = linked.json.id;
  await listings.call(`PUT /api/supply/units/${unit}`, {
    body: { ...aUnitBody, name: `${secret}!` },
  });
  const row = await listings.row(listing);
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
    },
    Date.parse(day),
    {
      target: {
        ...{ rate_limit_config: null, base_url: 'https://channel.example', window_key: 'account' },
      },
      channel: new FakeChannel(),
    },
  );
  const { Put } = closedRow(
    listings.database.tables.audit,
    { ...audit, request_excerpt: secret },
    1,
  );
  if (Put !== undefined) await listings.database.documentClient.send(new PutCommand(Put));
  letters = [{ id: 'letter', handle: 'handle', job }];
  real = { unit, target, listing, external: '90701', key };
  const fresh = () => randomUUID();
  ghost = {
    unit: fresh(),
    target: fresh(),
    listing: fresh(),
    external: '90702',
    key: fresh(),
  };
  await listings.putUnit({ name: secret });
  cursors = [
    (await listings.call('GET /api/supply/units?limit=1')).json.next_cursor,
    (await listings.call(`GET /api/channels/listings/${listing}/history?limit=1`)).json.next_cursor,
  ].filter((cursor) => cursor !== null);
  expect(cursors.length).toBeGreaterThan(0);
}

async function fillStrangers(): Promise<void> {
  for (const as of ['stranger', 'sibling'] as const) {
    const unit = randomUUID();
    await listings.call(`PUT /api/supply/units/${unit}`, { as, body: aUnitBody });
    own.set(as, { unit, target: await createTarget(as, `Of ${as}`) });
  }
}

async function createTarget(as: Caller, name: string): Promise<string> {
  const { json } = await targetsApi.call('POST /api/channels/targets', {
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
const dashboardPath = '/api/channels/health';
const unitsPath = '/api/supply/units';

/** Whatever a stranger may ask of these things. */
function callsAbout(
  { unit, target, listing, external, key }: Things,
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
    { request: `PUT ${unitsPath}/${unit}`, body: aUnitBody },
    { request: `PUT ${unitsPath}/${unit}`, body: { ...aUnitBody, name: 'Another' } },
    { request: `PUT ${unitsPath}/${unit}`, body: aUnitBody, headers: { 'if-match': '"2"' } },
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
      body: { from: day, to: '2026-06-02T00:00:00.000Z' },
    },
    { request: `GET ${targetsPath}/${target}/external-listings` },
    { request: `GET ${targetsPath}/${target}/audit` },
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
    link({ target_id: target, unit_id: unit }),
    link({ target_id: target, unit_id: unit, external_listing_id: external }, once),
    link({ target_id: target, unit_id: mine.unit }),
    link({ target_id: mine.target, unit_id: unit, external_listing_id: external }),
  ];
}

/** Calls that name nothing, and places in lists that the owner was given. */
const plainCalls = (): Call[] => [
  { request: `GET ${unitsPath}` },
  { request: `GET ${targetsPath}` },
  { request: `GET ${listingsPath}` },
  { request: `GET ${dashboardPath}` },
  { request: 'POST /api/channels/dead-letters/redrive' },
  ...cursors.map((cursor) => ({
    request: `GET ${unitsPath}?cursor=${encodeURIComponent(cursor)}`,
  })),
];

function send(as: Caller, { request, body, headers }: Call) {
  const paths = [targetsPath, dashboardPath, 'dead-letters'];
  const ofTargets = paths.some((path) => request.includes(path));
  return (ofTargets ? targetsApi : listings).call(request, {
    as,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  });
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
  const { documentClient, tables } = listings.database;
  const scans = Object.values(tables).map((TableName) =>
    documentClient.send(new ScanCommand({ TableName, ConsistentRead: true })),
  );
  const items = (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
  const rows = items.filter(({ org_id, account_id, pk }) => {
    return (org_id === 'demo' && account_id === 'main') || String(pk).includes('#demo#main');
  });
  const { secrets, queues, consumers } = world;
  const kept = [secrets.size, [...queues], [...consumers.values()], letters, resent];

  return { rows: rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort(), kept };
}

const numberOfCalls = 29;
const sequences = fc.record({
  as: fc.constantFrom<Caller>('stranger', 'sibling'),
  picks: fc.array(fc.nat({ max: numberOfCalls - 1 }), { minLength: 1, maxLength: 8 }),
});

it('invariant 12: no sequence of calls of another tenant reads, changes or infers anything', async () => {
  const before = await belongings();
  expect(before.rows.length).toBeGreaterThan(8);

  await fc.assert(
    fc.asyncProperty(sequences, async ({ as, picks }) => {
      const mine = own.get(as) ?? { unit: '', target: '' };
      const [told, untold] = [callsAbout(real, mine), callsAbout(ghost, mine)];
      expect(told).toHaveLength(numberOfCalls);
      for (const pick of picks) {
        const answers = [
          { answer: await send(as, told[pick] as Call), things: real },
          { answer: await send(as, untold[pick] as Call), things: ghost },
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
      const { text } = await send(as, call);
      for (const value of [secret, real.target, real.listing, real.key])
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
    expect([request, text.includes(real.listing) || text.includes(secret)]).toEqual([
      request,
      true,
    ]);
  }
});
