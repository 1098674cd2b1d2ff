import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoTargetMinutes } from '../../../adapters/dynamodb/audit/target-minutes.ts';
import { DynamoListingStates } from '../../../adapters/dynamodb/listings/listing-states.ts';
import { DynamoHealthSamples } from '../../../adapters/dynamodb/targets/health-samples.ts';
import { DynamoTargetStore } from '../../../adapters/dynamodb/targets/target-store.ts';
import { dashboardRowSchema } from '../../../domain/health/dashboard-row.ts';
import { healthRoutes } from '../../../lambdas/health-api/routes/health.ts';
import { attempts, type EndedAttempt } from '../../builders/minutes.ts';
import { aSample } from '../../builders/sample.ts';
import { countEnded } from '../../support/count-ended.ts';
import { demo, type ListingsApi, startListingsApi } from '../../support/listings-api.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';

const now = Date.parse('2026-11-25T02:51:20.000Z');
const minute = 60_000;
const depths = new Map<string, number>();

let listings: ListingsApi;
let api: TestApi;
let samples: DynamoHealthSamples;

beforeAll(async () => {
  listings = await startListingsApi();
  const { documentClient, tables } = listings.database;
  samples = new DynamoHealthSamples(documentClient, tables.meters, () => undefined);
  api = await startTestApi(
    healthRoutes({
      targets: new DynamoTargetStore(documentClient, tables.channels, () => now),
      minutes: new DynamoTargetMinutes(documentClient, tables.meters),
      samples,
      listings: new DynamoListingStates(documentClient, tables.channels, () => undefined),
      queueDepth: async (targetId) => depths.get(targetId) ?? 0,
      clock: () => now,
    }),
    listings.database,
  );
});
afterAll(() => {
  expect([...api.faults, ...listings.faults]).toEqual([]);
  listings.database.stop();
});

const count = (target_id: string, all: readonly EndedAttempt[]) =>
  countEnded(listings.database, { ...demo, target_id }, all);

const secondsAgo = (seconds: number) => new Date(now - seconds * 1000).toISOString();

/** A target with a listing in each state, and attempts of different times. */
async function aBusyTarget(): Promise<{ id: string; waiting: Record<string, string> }> {
  const id = await listings.putTarget({ name: `Busy ${randomUUID()}` });
  const waiting: Record<string, string> = {};
  for (const [sync_status, over] of Object.entries({
    ok: {
      ...{ last_synced_at: secondsAgo(90_000), updated_at: secondsAgo(90_000) },
      asked_at: undefined,
    },
    pending: { updated_at: secondsAgo(3), asked_at: secondsAgo(75) },
    rate_limited: {
      ...{ updated_at: secondsAgo(12), asked_at: secondsAgo(12), retry_after_at: secondsAgo(-8) },
    },
    error: {
      ...{ updated_at: secondsAgo(600), retry_count: 5, error_message: '422 no price' },
      ...{ asked_at: undefined, refused_version: 1 },
    },
  } as const)) {
    const linked = await listings.link(id);
    waiting[sync_status] = linked.id;
    await listings.setRow(linked.id, { sync_status: sync_status as 'ok', ...over });
  }
  const archived = await listings.link(id);
  await listings.call(`DELETE /api/channels/listings/${archived.id}`);
  await count(id, [
    ...attempts(5, now - 2 * minute, { ms: 400 }),
    ...attempts(2, now - 3 * minute, { outcome: 'rate_limited', ms: 30 }),
    ...attempts(3, now - 90 * minute, { outcome: 'failed', ms: 12_000 }),
  ]);
  depths.set(id, 2);
  return { id, waiting };
}

describe('GET /api/channels/health', () => {
  it('has a row for each target of the tenant, to be read by any role', async () => {
    const { id } = await aBusyTarget();
    const quiet = await listings.putTarget({ name: 'Quiet', is_active: false });

    const { status, json } = await api.call('GET /api/channels/health', { as: 'viewer' });

    expect(status).toBe(200);
    expect(json.next_cursor).toBeNull();
    const rows = new Map(json.items.map((row: { target_id: string }) => [row.target_id, row]));
    for (const row of json.items) dashboardRowSchema.strict().parse(row);
    expect(rows.get(id)).toMatchObject({
      queue_depth: 2,
      oldest_waiting_seconds: 75,
      requests_10m: 7,
      rate_limited_10m: 2,
      rate_limited_ratio_10m: 2 / 7,
      last_success_at: new Date(now - 2 * minute).toISOString(),
      syncs_24h: 8,
      failed_24h: 3,
      error_rate_24h: 3 / 8,
      listings: { ok: 1, pending: 1, error: 1, rate_limited: 1 },
      alerts: [
        { rule: 'rate_limited_ratio', value: 2 / 7, threshold: 0.02 },
        { rule: 'error_rate', value: 3 / 8, threshold: 0.01 },
        { rule: 'content_refused', value: 1, threshold: 0 },
      ],
    });
    expect(rows.get(quiet)).toMatchObject({
      ...{ name: 'Quiet', is_active: false, queue_depth: 0, requests_10m: 0, alerts: [] },
      ...{ last_success_at: null, latency_ms: { p50: null, p95: null } },
    });
  });

  it('goes on from page to page, over every target once', async () => {
    for (let more = 0; more < 3; more += 1) await listings.putTarget();
    const whole = await api.call('GET /api/channels/health?limit=100');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { json } = await api.call(`GET /api/channels/health?limit=2${next}`);
      expect(json.items.length).toBeLessThanOrEqual(2);
      seen.push(...json.items.map((row: { target_id: string }) => row.target_id));
      cursor = json.next_cursor;
    } while (cursor !== null);

    expect(seen).toEqual(whole.json.items.map((row: { target_id: string }) => row.target_id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('leaves out deleted targets', async () => {
    const gone = await listings.putTarget({ deleted_at: secondsAgo(5), is_active: false });

    const { text } = await api.call('GET /api/channels/health?limit=100');

    expect(text).not.toContain(gone);
  });

  it.each([
    { what: 'no key', query: '', as: null, expected: 401 },
    { what: 'a limit of nothing', query: '?limit=0', as: 'owner', expected: 400 },
    { what: 'an unknown filter', query: '?status=ok', as: 'owner', expected: 400 },
    { what: 'a forged cursor', query: '?cursor=e30', as: 'owner', expected: 400 },
  ] as const)('refuses $what', async ({ query, as, expected }) => {
    expect((await api.call(`GET /api/channels/health${query}`, { as })).status).toBe(expected);
  });
});

describe('GET /api/channels/targets/{id}/health', () => {
  it('is the row of the dashboard, and more', async () => {
    const { id } = await aBusyTarget();

    const one = await api.call(`GET /api/channels/targets/${id}/health`, { as: 'content' });
    const all = await api.call('GET /api/channels/health?limit=100');

    expect(one.status).toBe(200);
    const { series, health_history, waiting_listings, ...row } = one.json;
    expect(row).toEqual(all.json.items.find(({ target_id }: typeof row) => target_id === id));
  });

  it('shows how the last hour and day went, also when nothing did', async () => {
    const { id } = await aBusyTarget();

    const { hour, day } = (await api.call(`GET /api/channels/targets/${id}/health`)).json.series;

    expect([hour.length, day.length]).toEqual([60, 25]);
    expect(hour.at(-3)).toMatchObject({ at: '2026-11-25T02:49:00.000Z', success: 5, failed: 0 });
    expect(hour.at(-4)).toMatchObject({ at: '2026-11-25T02:48:00.000Z', rate_limited: 2 });
    expect(hour.at(-5)).toEqual({
      ...{ at: '2026-11-25T02:47:00.000Z', success: 0, failed: 0, rate_limited: 0, abandoned: 0 },
      latency_ms: { p50: null, p95: null },
      queue_depth: null,
    });
    expect(day.at(-2)).toMatchObject({ at: '2026-11-25T01:00:00.000Z', failed: 3 });
    expect(day.at(-2).latency_ms.p95).toBeGreaterThan(11_000);
    expect(day.at(-1).latency_ms.p50).toBeLessThan(450);
  });

  it('shows how its health and its queue were, as far back as a day', async () => {
    const id = await listings.putTarget();
    const seen = [
      { minutes: 1_441, health_status: 'offline', queue_depth: 90 },
      { minutes: 65, health_status: 'degraded', health_message: '429', queue_depth: 40 },
      { minutes: 10, health_status: 'healthy', queue_depth: 3 },
      { minutes: 5, health_status: 'healthy', queue_depth: 1 },
    ] as const;
    for (const { minutes, ...sample } of seen)
      await samples.add({ ...demo, id }, aSample({ at: secondsAgo(60 * minutes), ...sample }));

    const { json } = await api.call(`GET /api/channels/targets/${id}/health`, { as: 'viewer' });

    expect(json.health_history).toEqual([
      { at: secondsAgo(600), health_status: 'healthy', message: null },
      { at: secondsAgo(3_900), health_status: 'degraded', message: '429' },
    ]);
    const depths = (points: { queue_depth: number | null }[]) =>
      points.map(({ queue_depth }) => queue_depth).filter((depth) => depth !== null);
    expect(depths(json.series.hour)).toEqual([3, 1]);
    expect(depths(json.series.day)).toEqual([40, 3]);
  });

  it('lists what is not in order, those longest so first', async () => {
    const { id, waiting } = await aBusyTarget();

    const { json } = await api.call(`GET /api/channels/targets/${id}/health`);

    expect(json.waiting_listings.total).toBe(3);
    expect(json.waiting_listings.items).toMatchObject([
      {
        ...{ id: waiting.error, sync_status: 'error', retry_count: 5 },
        ...{ error_message: '422 no price', waiting_since: secondsAgo(600) },
        ...{ held_back: null, due_at: null },
      },
      { id: waiting.pending, sync_status: 'pending', waiting_since: secondsAgo(75) },
      {
        ...{ id: waiting.rate_limited, sync_status: 'rate_limited' },
        ...{ held_back: 'retry-after', due_at: secondsAgo(-8), attempts: 0 },
      },
    ]);
  });

  it.each(['stranger', 'sibling'] as const)('does not exist for a %s', async (as) => {
    const { id } = await aBusyTarget();

    const { status, json } = await api.call(`GET /api/channels/targets/${id}/health`, { as });
    const list = await api.call('GET /api/channels/health', { as });

    expect([status, json.type]).toEqual([404, expect.stringContaining('not-found')]);
    expect(list.json).toEqual({ items: [], next_cursor: null });
  });

  it.each([
    ['an id that never was', randomUUID(), 404],
    ['what is no id', 'health', 404],
  ])('answers %s with %i', async (_, id, status) => {
    expect((await api.call(`GET /api/channels/targets/${id}/health`)).status).toBe(status);
  });

  it('is gone with its target', async () => {
    const gone = await listings.putTarget({ deleted_at: secondsAgo(5) });

    expect((await api.call(`GET /api/channels/targets/${gone}/health`)).status).toBe(404);
  });
});
