import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idempotencyKey } from '../../domain/attempts/idempotency-key.ts';
import type { Listing } from '../../domain/listings/listing.ts';
import { ApiClient, ApiError } from '../../local/api-client.ts';
import { queueOf } from '../../local/target-queue.ts';
import { startPlainHostaway } from '../fakes/plain-hostaway.ts';
import type { ReceivedRequest, ScriptedServer } from '../fakes/scripted-server.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { waitingIn } from '../support/waiting-in.ts';

let system: LocalSystem;
let client: ApiClient;
let hostaway: ScriptedServer;
let targetId: string;

beforeAll(async () => {
  system = await startLocalSystem();
  client = new ApiClient(system.cloud.apiUrl, 'local-owner');
});
afterAll(() => system?.stop());
beforeEach(async () => {
  hostaway = await startPlainHostaway();
  ({ id: targetId } = await connectTarget(client, hostaway.url));

  return () => hostaway[Symbol.asyncDispose]();
});

/** Writes that arrived, e.g. `POST /v1/listings`. */
const writes = () => hostaway.requests.filter(({ method }) => method !== 'GET');
const namesOf = (requests: readonly ReceivedRequest[]) =>
  requests.map(({ method, path }) => `${method} ${path}`);
const targetQueue = () => queueOf(system.cloud, targetId);
const waiting = () => waitingIn(system.cloud, targetQueue());
const sendJob = ({ id, unit_id }: Pick<Listing, 'id' | 'unit_id'>) =>
  system.cloud.call('sqs', 'SendMessage', {
    QueueUrl: targetQueue(),
    MessageGroupId: id,
    MessageDeduplicationId: randomUUID(),
    MessageBody: JSON.stringify({
      ...{ org_id: 'demo', account_id: 'main', target_id: targetId, listing_id: id, unit_id },
      ...{ trace_id: 'a'.repeat(32), reason: 'sweep' },
    }),
  });
const status = (call: Promise<unknown>) =>
  call.then(
    () => 'success',
    (error: unknown) => (error instanceof ApiError ? error.status : error),
  );

describe('a linked unit', () => {
  it('arrives as one new listing', async () => {
    const { unit, listing } = await linkUnit(client, targetId);

    const synced = await untilSynced(client, { listing, unit });

    expect(namesOf(writes())).toEqual(['POST /v1/listings']);
    const [call] = writes();
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer local-hostaway-token',
      'content-type': 'application/json',
      'x-idempotency-key': idempotencyKey(unit.version, listing),
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/),
    });
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      name: unit.name,
      internalListingName: `[tvl:${listing.id}] ${unit.name}`,
      personCapacity: (unit.capacity_adults ?? 0) + (unit.capacity_children ?? 0),
    });
    expect(synced).toMatchObject({ external_listing_id: '1', status: 'active', retry_count: 0 });
  });

  it('has an audit row for the call, as the channel saw it', async () => {
    const { unit, listing } = await linkUnit(client, targetId);
    const { last_payload_hash } = await untilSynced(client, { listing, unit });

    const [call] = writes();
    const history = await client.history(listing.id);

    expect(history).toHaveLength(1);
    expect(history[0]).toMatchObject({
      outcome: 'success',
      http_method: 'POST',
      http_status: 200,
      unit_id: unit.id,
      unit_version: 1,
      retry_attempt: 0,
      idempotency_key: call?.headers['x-idempotency-key'],
      request_payload_hash: last_payload_hash,
      completed_at: expect.any(String),
    });
    expect(String(call?.headers.traceparent)).toContain(history[0]?.trace_id.replaceAll('-', ''));
  });

  it('that has changed is updated in place, and one that has not is left alone', async () => {
    const { unit, listing } = await linkUnit(client, targetId);
    await untilSynced(client, { listing, unit });

    const same = await changeUnit(client, unit, {});
    const unseen = await changeUnit(client, unit, {
      space: { ...unit.space, id: '0b0f8a1c-6a0e-4c43-9d4c-0d8e8b6b3a11' },
    });
    await untilSynced(client, { listing, unit: unseen });
    const renamed = await changeUnit(client, unseen, { name: 'Villa Nuova' });
    await untilSynced(client, { listing, unit: renamed });

    expect([same.version, unseen.version, renamed.version]).toEqual([1, 2, 3]);
    expect(namesOf(writes())).toEqual(['POST /v1/listings', 'PUT /v1/listings/1']);
    expect(JSON.parse(writes()[1]?.body ?? '')).toMatchObject({ name: 'Villa Nuova' });
    const history = await client.history(listing.id);
    expect(history.map((row) => [row.http_method, row.unit_version, row.outcome])).toEqual([
      ['PUT', 3, 'success'],
      ['POST', 1, 'success'],
    ]);
  });

  it('makes one call of two jobs that come in one batch, and both leave the queue', async () => {
    const { unit, listing } = await linkUnit(client, targetId);
    await untilSynced(client, { listing, unit });
    const release = system.cloud.faults.add({
      ...{ service: 'sqs', action: 'ReceiveMessage', principal: 'lambda.amazonaws.com' },
      ...{ times: Number.POSITIVE_INFINITY, error: { code: 'ServiceUnavailable', status: 503 } },
    });
    const renamed = await changeUnit(client, unit, { name: 'Villa Nuova' });
    await eventually('the job of the change', async () =>
      (await waiting()) === 1 ? 1 : undefined,
    );
    await sendJob(listing);
    expect(await waiting()).toBe(2);
    system.cloud.clearRequests();
    release();

    await untilSynced(client, { listing, unit: renamed });
    await eventually('an empty queue', async () => ((await waiting()) === 0 ? 0 : undefined));

    const deletions = system.cloud
      .requests()
      .filter(({ action }) => action === 'DeleteMessageBatch')
      .map(({ principal, count }) => [principal, count]);
    expect(deletions).toEqual([['lambda.amazonaws.com', 1]]);
    expect(namesOf(writes())).toEqual(['POST /v1/listings', 'PUT /v1/listings/1']);
    const history = await client.history(listing.id);
    expect(history.map(({ outcome }) => outcome)).toEqual(['success', 'success']);
  });

  it('goes to each of its targets once', async () => {
    const other = await connectTarget(client, hostaway.url);
    const { unit, listing } = await linkUnit(client, targetId);
    const second = await client.link({ target_id: other.id, unit_id: unit.id });

    const [one, two] = [
      await untilSynced(client, { listing, unit }),
      await untilSynced(client, { listing: second, unit }),
    ];

    expect(namesOf(writes())).toEqual(['POST /v1/listings', 'POST /v1/listings']);
    expect(new Set([one.external_listing_id, two.external_listing_id]).size).toBe(2);
  });
});

describe('paused means silent', () => {
  it('for a listing, whose changes arrive when it is resumed, as one update', async () => {
    const paused = await linkUnit(client, targetId);
    const neighbour = await linkUnit(client, targetId);
    const listing = await untilSynced(client, paused);
    await untilSynced(client, neighbour);

    await client.setListingStatus(listing.id, 'paused');
    const second = await changeUnit(client, paused.unit, { name: 'While paused' });
    const third = await changeUnit(client, second, { name: 'While still paused' });
    const change = await changeUnit(client, neighbour.unit, { name: 'Not paused' });
    await untilSynced(client, { listing: neighbour.listing, unit: change });
    expect(writes()).toHaveLength(3);

    await client.setListingStatus(listing.id, 'active');
    await untilSynced(client, { listing, unit: third });

    expect(namesOf(writes())[3]).toBe(`PUT /v1/listings/${listing.external_listing_id}`);
    expect(JSON.parse(writes()[3]?.body ?? '')).toMatchObject({ name: 'While still paused' });
    expect(writes()).toHaveLength(4);
  });

  it('for a target, whose listings wait until it is resumed and no longer', async () => {
    const other = await connectTarget(client, hostaway.url);
    const paused = await linkUnit(client, targetId);
    const neighbour = await linkUnit(client, other.id);
    await untilSynced(client, paused);
    await untilSynced(client, neighbour);

    await client.changeTarget(targetId, { is_active: false });
    const waiting = await changeUnit(client, paused.unit, { name: 'While paused' });
    const change = await changeUnit(client, neighbour.unit, { name: 'Not paused' });
    await untilSynced(client, { listing: neighbour.listing, unit: change });
    expect(writes()).toHaveLength(3);
    expect(await status(linkUnit(client, targetId))).toBe(422);

    const resumed = Date.now();
    await client.changeTarget(targetId, { is_active: true });
    await untilSynced(client, { listing: paused.listing, unit: waiting });

    expect(writes()).toHaveLength(4);
    // Not only when the clock starts the next sweep.
    expect(Date.now() - resumed).toBeLessThan(10_000);
  });
});

it('shows on the dashboard of its target', async () => {
  const idle = await client.targetHealth(targetId);
  const { unit, listing } = await linkUnit(client, targetId);
  await untilSynced(client, { listing, unit });

  const busy = await eventually('the count of the attempt', async () => {
    const health = await client.targetHealth(targetId);
    return health.syncs_24h > 0 ? health : undefined;
  });

  expect(idle).toMatchObject({ requests_10m: 0, syncs_24h: 0, last_success_at: null });
  const [attempt] = await client.history(listing.id);
  expect(busy).toMatchObject({
    ...{ rate_limited_10m: 0, syncs_24h: 1, failed_24h: 0, alerts: [] },
    ...{ last_success_at: attempt?.completed_at, oldest_waiting_seconds: null },
    listings: { ok: 1, pending: 0, error: 0, rate_limited: 0 },
    waiting_listings: { total: 0, items: [] },
  });
  // What was read before is counted a moment after the write.
  expect(busy.requests_10m).toBeGreaterThanOrEqual(1);
  // Within seven percent of the exact latency, and whole.
  const took = Math.max(1, attempt?.duration_ms ?? Number.NaN);
  expect(Math.abs((busy.latency_ms.p95 ?? 0) - took)).toBeLessThanOrEqual(0.07 * took + 0.5);
  for (const series of [busy.series.hour, busy.series.day])
    expect(series.map(({ success }) => success).filter((count) => count > 0)).toEqual([1]);
});

it('keeps tenants apart', async () => {
  const stranger = new ApiClient(system.cloud.apiUrl, 'local-other-owner');
  const { unit, listing } = await linkUnit(client, targetId);
  await untilSynced(client, { listing, unit });

  expect(await status(stranger.target(targetId))).toBe(404);
  expect(await status(stranger.targetHealth(targetId))).toBe(404);
  expect(await status(stranger.changeTarget(targetId, { is_active: false }))).toBe(404);
  expect(await status(stranger.listing(listing.id))).toBe(404);
  expect(await status(stranger.setListingStatus(listing.id, 'paused'))).toBe(404);
  expect(await status(stranger.history(listing.id))).toBe(404);
  expect(await status(stranger.link({ target_id: targetId, unit_id: unit.id }))).toBe(404);
  expect(await stranger.listingsOf(targetId)).toEqual([]);

  // The same ids of another tenant are other things: writing them changes nothing here.
  await changeUnit(stranger, unit, { name: 'Not yours' });
  const change = await changeUnit(client, unit, { name: 'Still ours' });
  await untilSynced(client, { listing, unit: change });
  expect(writes().map(({ body }) => JSON.parse(body).name)).toEqual([unit.name, 'Still ours']);
});
