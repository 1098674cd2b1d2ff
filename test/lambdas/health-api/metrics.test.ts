import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countInMinute } from '../../../adapters/dynamodb/audit/count-in-minute.ts';
import { CountedEndings } from '../../../adapters/targets/counted-endings.ts';
import { latencyBoundsMs } from '../../../domain/health/totals.ts';
import { anyToldAttempt, recounted, type ToldAttempt } from '../../builders/totals.ts';
import { demo } from '../../support/listings-api.ts';
import { type ReadMetrics, readMetricsText } from '../../support/read-metrics-text.ts';
import type { Caller } from '../../support/test-api.ts';
import { startWholeApi, type WholeApi } from '../../support/whole-api.ts';

let api: WholeApi;

beforeAll(async () => {
  api = await startWholeApi();
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

const scrape = async (as: Caller = 'viewer') =>
  readMetricsText((await api.call('GET /api/metrics', { as })).text);

async function theValueOf(name: string, labels: Record<string, string>, as?: Caller) {
  const [sample, ...others] = (await scrape(as)).samples(name, labels);
  expect(others).toEqual([]);
  return sample?.value;
}

const valuesOf = ({ samples }: ReadMetrics, ...of: Parameters<ReadMetrics['samples']>) =>
  samples(...of).map(({ value }) => value);

async function count(target_id: string, [first, ...others]: readonly ToldAttempt[]): Promise<void> {
  if (first === undefined) return;
  const ended = ({ outcome, http_status, ending }: ToldAttempt) => ({
    ...{ ...demo, target_id, id: randomUUID(), completed_at: '2026-11-25T02:51:07.123Z' },
    ...{ outcome: outcome === 'open' ? ('abandoned' as const) : outcome, http_status, ending },
    duration_ms: 20,
  });
  const { documentClient, tables } = api.database;
  await countInMinute(documentClient, tables.meters, [ended(first), ...others.map(ended)]);
}

const synced = (over: Partial<ToldAttempt> = {}): ToldAttempt => ({
  ...{ operation: 'update', outcome: 'success', http_status: 200 },
  ending: { action: 'update', state: 'success', latency_ms: 1_200 },
  ...over,
});

describe('GET /api/metrics', () => {
  it('tells the metrics of the specification by their names, with their types', async () => {
    await count(await api.putTarget(), [synced()]);
    const { status, headers, text } = await api.call('GET /api/metrics', { as: 'viewer' });

    expect([status, headers['content-type']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    const { metrics, samples } = readMetricsText(text);
    expect(metrics.map(({ name, type }) => [name, type])).toEqual([
      ['tvl_sync_jobs_total', 'counter'],
      ['tvl_sync_latency_ms', 'histogram'],
      ['tvl_rate_limited_total', 'counter'],
      ['tvl_hostaway_http_requests_total', 'counter'],
      ['tvl_queue_depth', 'gauge'],
      ['tvl_target_info', 'gauge'],
    ]);
    const labelsOf = (name: string) => Object.keys(samples(name)[0]?.labels ?? {});
    expect(labelsOf('tvl_sync_jobs_total')).toEqual(['action', 'state', 'target']);
    expect(labelsOf('tvl_sync_latency_ms_bucket')).toEqual(['target', 'le']);
    expect(labelsOf('tvl_sync_latency_ms_sum')).toEqual(['target']);
    expect(labelsOf('tvl_rate_limited_total')).toEqual(['target']);
    expect(labelsOf('tvl_hostaway_http_requests_total')).toEqual(['status']);
    expect(labelsOf('tvl_queue_depth')).toEqual(['target']);
  });

  it('has every series of a target that nothing has happened to, so that the first failure is seen', async () => {
    const target = await api.putTarget();
    api.depths.set(target, 7);
    const { samples } = await scrape();

    const jobs = samples('tvl_sync_jobs_total', { target });
    expect(jobs.map(({ labels, value }) => [labels.action, labels.state, value])).toEqual(
      ['create', 'update', 'delete'].flatMap((action) =>
        ['success', 'failed', 'skipped'].map((state) => [action, state, 0]),
      ),
    );
    const zeros = [
      'tvl_sync_latency_ms_bucket',
      'tvl_sync_latency_ms_count',
      'tvl_rate_limited_total',
    ];
    for (const name of zeros)
      expect(new Set(samples(name, { target }).map(({ value }) => value))).toEqual(new Set([0]));
    expect(samples('tvl_queue_depth', { target })).toMatchObject([{ value: 7 }]);
  });

  it.each(['plain', 'with "quotes"', 'back\\slash', 'two\nlines', 'Ünïcödé {x="y"} 1', '\\n'])(
    'says a target called %j as it is called',
    async (name) => {
      const target = await api.putTarget({ name });

      expect((await scrape()).samples('tvl_target_info', { target })).toMatchObject([
        { value: 1, labels: { name, channel_type: 'hostaway' } },
      ]);
    },
  );

  it('tells of all targets, however many', async () => {
    const targets = await Promise.all(Array.from({ length: 101 }, () => api.putTarget()));

    const told = (await scrape()).samples('tvl_queue_depth').map(({ labels }) => labels.target);

    expect(new Set(told).size).toBe(told.length);
    expect(told).toEqual(expect.arrayContaining(targets));
  });

  it('tells nobody of the targets of others', async () => {
    const target = await api.putTarget();
    await count(target, [synced({ http_status: 418 })]);

    for (const as of ['stranger', 'sibling'] as const) {
      const { text } = await api.call('GET /api/metrics', { as });
      expect(text).not.toContain(target);
      expect(await theValueOf('tvl_hostaway_http_requests_total', { status: '418' }, as)).toBe(
        undefined,
      );
    }
    expect((await api.call('GET /api/metrics', { as: null })).status).toBe(401);
  });

  it('lets the series of a target go with it, while the requests of all are never less', async () => {
    const target = await api.putTarget();
    await count(target, [synced({ http_status: 207 }), synced({ http_status: 207 })]);
    expect((await api.call(`DELETE /api/channels/targets/${target}`)).status).toBe(204);

    const { text } = await api.call('GET /api/metrics', { as: 'viewer' });

    expect(text).not.toContain(target);
    expect(await theValueOf('tvl_hostaway_http_requests_total', { status: '207' })).toBe(2);
  });

  it('counts what is recounted from the rows and the passes, in buckets that add up', async () => {
    const skipped = fc.record({
      action: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
      state: fc.constantFrom('skipped' as const, 'failed' as const),
      latency_ms: fc.constant(null),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyToldAttempt, { maxLength: 8 }), { minLength: 1, maxLength: 3 }),
        fc.array(skipped, { maxLength: 4 }),
        async (batches, endings) => {
          const target = await api.putTarget();
          const before = await scrape();
          for (const batch of batches) await count(target, batch);
          const { documentClient, tables } = api.database;
          if (endings.length > 0)
            await new CountedEndings(documentClient, tables.meters).add(
              { ...demo, id: target },
              endings,
            );
          const told = await scrape();
          const own = recounted([
            ...batches.flat(),
            ...endings.map((ending) => ({ ...synced({ http_status: 999 }), ending })),
          ]);

          for (const { labels, value } of told.samples('tvl_sync_jobs_total', { target }))
            expect([labels, value]).toEqual([labels, own.jobs(labels.action, labels.state)]);
          const bounds = [...latencyBoundsMs, Number.POSITIVE_INFINITY];
          expect(valuesOf(told, 'tvl_sync_latency_ms_bucket', { target })).toEqual(
            bounds.map((bound) => own.upTo(bound)),
          );
          expect([
            ...valuesOf(told, 'tvl_sync_latency_ms_bucket', { target, le: '+Inf' }),
            ...valuesOf(told, 'tvl_sync_latency_ms_count', { target }),
            ...valuesOf(told, 'tvl_sync_latency_ms_sum', { target }),
            ...valuesOf(told, 'tvl_rate_limited_total', { target }),
          ]).toEqual([own.latencies, own.latencies, own.sum, own.limited]);
          for (const status of ['200', '422', '500', '429', 'none']) {
            const [more = 0] = valuesOf(told, 'tvl_hostaway_http_requests_total', { status });
            const [less = 0] = valuesOf(before, 'tvl_hostaway_http_requests_total', { status });
            expect([status, more - less]).toEqual([status, own.requests(status)]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
