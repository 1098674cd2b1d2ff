import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsonPatch, { type Operation } from 'fast-json-patch';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nameBasedId } from '../../domain/common/ids.ts';
import { unitContentSchema } from '../../domain/supply/unit.ts';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient, type ApiError } from '../../local/api-client.ts';
import { writeLocalAws } from '../../local/local-aws.ts';
import { windowViolations } from '../../local/oracle.ts';
import { aUnit } from '../builders/unit.ts';
import { type Reply, ScriptedServer } from '../fakes/scripted-server.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { watchStalls, windowToCount } from '../support/stalls.ts';

let system: LocalSystem;
let client: ApiClient;

beforeAll(async () => {
  system = await startLocalSystem({ limits: 'none', tokenDelayMs: 0 });
  client = new ApiClient(system.cloud.apiUrl, 'local-owner');
});
afterAll(() => system?.stop());

let lastAccount = 30_000;
let account: { id: number; api_key: string; tokens: string[] };
/** Each test has a Hostaway account of its own. */
beforeEach(() => {
  lastAccount += 1;
  account = { id: lastAccount, api_key: 'key', tokens: [randomUUID()] };
  system.hostaway.control.addAccount(account);
});

const connect = (over: Partial<Parameters<ApiClient['createTarget']>[0]> = {}): Promise<Target> =>
  connectTarget(client, system.hostaway.url, {
    credentials: { api_token: account.tokens[0] ?? '' },
    ...over,
  });
const ours = <T extends { account_id: number | null }>(all: readonly T[]): T[] =>
  all.filter(({ account_id }) => account_id === account.id);
const writes = () => ours(system.hostaway.calls()).filter(({ method }) => method !== 'GET');
const listings = '/api/channels/listings';
const targets = '/api/channels/targets';
const preview = async (id: string) => (await system.call(`GET ${listings}/${id}/preview`)).json;
const retry = (id: string, body: unknown, as: 'local-owner' | 'local-channel-publisher') =>
  system.call(`POST ${listings}/${id}/retry`, body, { as });
const apply = (from: object, operations: readonly Operation[]) =>
  jsonPatch.applyPatch(structuredClone(from), operations, true).newDocument;

describe('a replay', () => {
  it('overtakes 60 waiting jobs within 20 s, on record with who asked, and stays until the unit changes', async () => {
    const limit = { max_requests: 12, window_seconds: 10 };
    const target = await connect();
    const first = await linkUnit(client, target.id);
    const others = await inGroups(60, () => linkUnit(client, target.id));
    await untilSynced(client, first);
    const second = await changeUnit(client, first.unit, { name: 'Second name' });
    await untilSynced(client, { ...first, unit: second });
    for (const other of others) await untilSynced(client, other);
    await client.changeTarget(target.id, { is_active: false });
    await inGroups(60, (at) =>
      changeUnit(client, others[at]?.unit ?? second, { name: 'Changed while paused' }),
    );
    await client.changeTarget(target.id, { is_active: true, rate_limit_config: limit });
    const before = ours(system.hostaway.calls()).length;
    const stalls = await watchStalls();

    const asked = Date.now();
    const { status, json } = await retry(
      first.listing.id,
      { unit_version: 1 },
      'local-channel-publisher',
    );
    expect([status, json]).toEqual([202, { job_id: expect.any(String), unit_version: 1 }]);
    const replayed = await untilSynced(client, first);

    expect(Date.now() - asked).toBeLessThan(20_000);
    const waiting = (await client.listingsOf(target.id)).filter(
      ({ sync_status }) => sync_status === 'pending',
    );
    expect(waiting.length).toBeGreaterThan(25);
    const [row] = await client.history(first.listing.id);
    const publisher = userOf('local-channel-publisher');
    expect(row).toMatchObject({ unit_version: 1, outcome: 'success', created_by: publisher });

    // Resuming looks at the listing again, and finds that it holds what it should.
    await client.setListingStatus(first.listing.id, 'paused');
    await client.setListingStatus(first.listing.id, 'active');
    const times = ours(system.hostaway.calls())
      .slice(before)
      .map(({ at }) => at);
    stalls.stop();
    const windowMs = windowToCount(limit.window_seconds * 1000, stalls.longest());
    expect(windowViolations(times, limit.max_requests, windowMs)).toEqual([]);
    await client.changeTarget(target.id, {
      rate_limit_config: { max_requests: 1000, window_seconds: 1 },
    });
    await untilSynced(client, first, 60_000);
    expect((await client.listing(first.listing.id)).last_payload_hash).toBe(
      replayed.last_payload_hash,
    );
    expect(await preview(first.listing.id)).toMatchObject({
      is_pinned: true,
      unit_version: 1,
      held_back: 'unchanged',
      differs: false,
      difference: [],
    });

    const third = await changeUnit(client, second, { name: 'Third name' });
    // Jobs that have a place under the smaller limit keep it, this listing's among them.
    await untilSynced(client, { ...first, unit: third }, 80_000);
    expect((await client.history(first.listing.id)).map((each) => each.unit_version)).toEqual([
      3, 1, 2, 1,
    ]);
  }, 200_000);

  it('asked for again while it waits is sent again, each in the name of who asked', async () => {
    const target = await connect({ rate_limit_config: { max_requests: 2, window_seconds: 1 } });
    const { unit, listing } = await linkUnit(client, target.id);
    await untilSynced(client, { unit, listing });

    const asked = [
      await retry(listing.id, {}, 'local-owner'),
      await retry(listing.id, {}, 'local-channel-publisher'),
      await retry(listing.id, { unit_version: 1 }, 'local-owner'),
    ];

    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(asked.map(({ json }) => json.job_id)).size).toBe(3);
    const history = await eventually('three replays', async () => {
      const rows = await client.history(listing.id);
      return rows.filter(({ outcome }) => outcome === 'success').length === 4 ? rows : undefined;
    });
    const [owner, publisher] = [userOf('local-owner'), userOf('local-channel-publisher')];
    // The first was asked for with the link.
    expect(history.map(({ created_by }) => created_by)).toEqual([owner, publisher, owner, owner]);
    expect(new Set(history.map(({ idempotency_key }) => idempotency_key)).size).toBe(4);
    expect(writes()).toHaveLength(4);
    await eventually('nothing left to do', async () =>
      (await client.listing(listing.id)).sync_status === 'ok' ? true : undefined,
    );
  });
});

describe('preview and diff', () => {
  it('agree with what is then sent', async () => {
    const target = await connect();
    const { unit, listing } = await linkUnit(client, target.id);
    await untilSynced(client, { unit, listing });
    await client.setListingStatus(listing.id, 'paused');
    const changed = await changeUnit(client, unit, {
      name: 'Another name',
      description: null,
      amenities: ['wifi'],
    });

    const before = await preview(listing.id);
    const diff = await system.call(`GET ${listings}/${listing.id}/diff?from=1&to=2`);
    await client.setListingStatus(listing.id, 'active');
    await untilSynced(client, { listing, unit: changed });

    const [first, second] = writes();
    const [there] = ours(system.hostaway.listings());
    // The pictures are there already.
    expect(second?.body_hash).not.toBe(there?.whole_hash);
    expect(before).toMatchObject({
      unit_version: 2,
      payload_hash: there?.whole_hash,
      differs: true,
      operation: null,
      held_back: 'listing-paused',
      last_sent: { unit_version: 1, payload_hash: first?.body_hash },
      difference_note: null,
      errors: [],
    });
    expect(diff.json).toMatchObject({
      from: { unit_version: 1, payload_hash: first?.body_hash },
      to: { unit_version: 2, payload_hash: there?.whole_hash, payload: before.payload },
      operations: before.difference,
    });
    expect(apply(diff.json.from.payload, diff.json.operations)).toEqual(diff.json.to.payload);
    expect(await preview(listing.id)).toMatchObject({
      differs: false,
      difference: [],
      operation: null,
      held_back: 'unchanged',
    });
  });
});

describe('a resync', () => {
  it('sends every active listing again, changed or not, in the name of who asked', async () => {
    const target = await connect();
    const linked = await inGroups(6, () => linkUnit(client, target.id));
    for (const each of linked) await untilSynced(client, each);
    const [paused] = linked;
    await client.setListingStatus(paused?.listing.id ?? '', 'paused');

    const headers = { 'idempotency-key': randomUUID() };
    const call = () => system.call(`POST ${targets}/${target.id}/resync`, {}, { headers });
    const { status, json } = await call();
    const again = await call();

    expect([status, json]).toEqual([
      202,
      { resync_id: expect.any(String), enqueued: 5, next_cursor: null },
    ]);
    expect(again.json).toEqual(json);
    const audit = await eventually('five updates', async () => {
      const page = await system.call(`GET ${targets}/${target.id}/audit?outcome=success&limit=5`);
      const rows = page.json.items as { operation: string; created_by: string }[];
      return rows.every(({ operation }) => operation === 'update') ? page.json : undefined;
    });
    const owner = userOf('local-owner');
    expect(audit.items.map((row: { created_by: string }) => row.created_by)).toEqual(
      Array(5).fill(owner),
    );
    expect(writes().map(({ method }) => method)).toEqual([
      ...Array(6).fill('POST'),
      ...Array(5).fill('PUT'),
    ]);
    const rest = await system.call(
      `GET ${targets}/${target.id}/audit?outcome=success&limit=10&cursor=${audit.next_cursor}`,
    );
    expect(rest.json.items).toHaveLength(6);
  });
});

describe('a recovery', () => {
  it('sends the listings again that failed in a time, after a dry run that only counts', async () => {
    let refuses = false;
    let lastId = 0;
    const answer: Reply = (response, { method, path }) => {
      const id = method === 'POST' ? ++lastId : Number(path.split('/').at(-1));
      const no = refuses && method !== 'GET';
      response.writeHead(no ? 400 : 200, { 'content-type': 'application/json' });
      const result = method === 'GET' ? [] : { id };
      response.end(
        JSON.stringify(no ? { status: 'fail', message: 'no' } : { status: 'success', result }),
      );
    };
    await using server = await ScriptedServer.start(...Array(200).fill(answer));
    const target = await connectTarget(client, server.url);
    const since = new Date().toISOString();
    const linked = await inGroups(6, () => linkUnit(client, target.id));
    for (const each of linked) await untilSynced(client, each);
    refuses = true;
    const changed = await Promise.all(
      linked.slice(3).map(({ unit }) => changeUnit(client, unit, { name: 'While it was refused' })),
    );
    await eventually('three errors', async () => {
      const found = await client.listingsOf(target.id);
      const errors = found.filter(({ sync_status }) => sync_status === 'error');
      return errors.length === 3 ? true : undefined;
    });
    refuses = false;
    const recover = async (body: object) =>
      (await system.call(`POST ${targets}/${target.id}/recover`, body)).json;

    expect(await recover({ since, dry_run: true })).toEqual({ matched: 3, enqueued: 0 });
    expect(await recover({ since })).toEqual({ matched: 3, enqueued: 3 });
    for (const [at, unit] of changed.entries()) {
      const { id } = linked[at + 3]?.listing ?? { id: '' };
      await untilSynced(client, { listing: { id }, unit });
      const [row] = await client.history(id);
      expect(row).toMatchObject({ outcome: 'success', created_by: userOf('local-owner') });
    }

    expect(await recover({ since, dry_run: true })).toEqual({ matched: 0, enqueued: 0 });
    const failed = await system.call(
      `GET ${targets}/${target.id}/audit?outcome=failed&from=${since}`,
    );
    expect(failed.json.items).toHaveLength(3);
  });
});

describe("the channel's own listings", () => {
  it('are shown with what they are linked to, and one that is not can be adopted by its id', async () => {
    const target = await connect();
    const own = await linkUnit(client, target.id);
    await untilSynced(client, own);
    const made = await fetch(`${system.hostaway.url}/v1/listings`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.tokens[0]}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'Made at the channel', personCapacity: 2, price: 100 }),
    });
    expect(made.status).toBe(200);
    const list = async () =>
      (await system.call(`GET ${targets}/${target.id}/external-listings?limit=100`)).json;

    const { items } = await list();
    const [ownRow] = items.filter((item: { listing: object | null }) => item.listing !== null);
    const [free] = items.filter((item: { listing: object | null }) => item.listing === null);
    expect(items).toHaveLength(2);
    expect(ownRow).toMatchObject({
      listing: { id: own.listing.id, unit_id: own.unit.id, status: 'active', sync_status: 'ok' },
      marked_listing_id: own.listing.id,
    });
    expect(free).toMatchObject({ name: 'Made at the channel', marked_listing_id: null });

    const taken = await client
      .link({
        target_id: target.id,
        unit_id: (await newUnit()).id,
        external_listing_id: ownRow.external_listing_id,
      })
      .catch((error: ApiError) => error.slug);
    expect(taken).toBe('external-listing-taken');
    const unit = await newUnit();
    const listing = await client.link({
      target_id: target.id,
      unit_id: unit.id,
      external_listing_id: free.external_listing_id,
    });
    await untilSynced(client, { listing, unit });

    expect(ours(system.hostaway.listings())).toHaveLength(2);
    const linked = (await list()).items.map((item: { listing: { id: string } }) => item.listing.id);
    expect(linked.toSorted()).toEqual([own.listing.id, listing.id].toSorted());
  });

  it('are told to be out of reach while the credentials are refused, and hidden from other tenants', async () => {
    const target = await connect();
    system.hostaway.control.revokeTokens(account.id);
    const path = `GET ${targets}/${target.id}/external-listings`;

    const { status, json } = await system.call(path);
    const other = await system.call(path, undefined, { as: 'local-other-owner' });

    expect([status, json.type]).toEqual([409, '/problems/credentials-rejected']);
    expect(other.status).toBe(404);
  });
});

describe('dead letters', () => {
  it('go back to where they came from, each tenant its own, and what is no job stays', async () => {
    const target = await connect();
    const { unit, listing } = await linkUnit(client, target.id);
    await untilSynced(client, { unit, listing });
    const { DEAD_LETTER_QUEUE_URL: QueueUrl } = system.cloud.variablesOf('targets-api');
    const die = (group: string, body: unknown) =>
      system.cloud.call('sqs', 'SendMessage', {
        QueueUrl,
        MessageGroupId: group,
        MessageDeduplicationId: randomUUID(),
        MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
      });
    const job = {
      org_id: 'demo',
      account_id: 'main',
      target_id: target.id,
      listing_id: listing.id,
      unit_id: unit.id,
      trace_id: 'a'.repeat(32),
      reason: 'unit',
    };
    await die(listing.id, job);
    await die(listing.id, job);
    await die(randomUUID(), { ...job, target_id: randomUUID() });
    await die('poison', 'not a job');
    const redrive = (as: 'local-owner' | 'local-other-owner' | 'local-channel-publisher') =>
      system.call('POST /api/channels/dead-letters/redrive', undefined, { as });

    expect((await redrive('local-channel-publisher')).status).toBe(403);
    const stranger = await redrive('local-other-owner');
    expect([stranger.status, stranger.json]).toEqual([202, { redriven: 0, dropped: 0, left: 0 }]);
    const counted = await cli('--stage', 'local', '--dry-run');
    expect(counted).toContain('no jobs, left for a developer to look at: 1');
    expect((await redrive('local-owner')).json).toEqual({ redriven: 2, dropped: 1, left: 0 });
    expect((await redrive('local-owner')).json).toEqual({ redriven: 0, dropped: 0, left: 0 });

    await die(listing.id, job);
    expect(await cli('--stage', 'local')).toContain('redriven: 1\n');
    expect((await client.listing(listing.id)).sync_status).toBe('ok');
  });
});

async function cli(...args: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tvl-redrive-'));
  writeLocalAws(system.cloud, folder);
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/redrive.ts', ...args], {
    env: { ...process.env, TVL_CHANNELS_DATA_DIR: folder },
  });
  await rm(folder, { recursive: true });

  return stdout;
}

const newUnit = () =>
  client.putUnit(randomUUID(), unitContentSchema.strip().parse(aUnit({ name: 'Adopting' })));

/** A few at a time, so that a busy machine need not start a function for each. */
async function inGroups<T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count)
    made.push(...(await Promise.all([0, 1, 2].map((more) => make(made.length + more)))));

  return made;
}

/** Who a key stands for, as the audit names them. */
function userOf(key: 'local-owner' | 'local-channel-publisher'): string {
  return nameBasedId(`user of ${key}`);
}
