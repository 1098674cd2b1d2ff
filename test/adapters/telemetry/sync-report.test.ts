import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newAttempt } from '../../../domain/attempts/attempt.ts';
import type { CallFacts } from '../../../domain/sync/sync-deps.ts';
import type { SyncJob } from '../../../domain/sync/sync-job.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';

// Before the modules are loaded, which look at it once: writes to the console that can be listened to.
vi.hoisted(() => {
  vi.resetModules();
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'TvlChannels');
});
const { publishReads } = await import('../../../adapters/telemetry/request-metrics.ts');
const { publishSyncMetrics, syncReport } = await import(
  '../../../adapters/telemetry/sync-report.ts'
);

const target = aTarget();
const listing = aListing();
const trace_id = '0123456789abcdef0123456789abcdef';
const { org_id, account_id, target_id, unit_id } = listing;
const job: SyncJob = {
  ...{ org_id, account_id, target_id, unit_id, trace_id },
  listing_id: listing.id,
  reason: 'unit',
};
const attempt = newAttempt(
  {
    job,
    listing,
    operation: 'update',
    idempotency_key: 'key',
    unit_version: 7,
    newest: true,
    mapped: null,
    payload_hash: 'a'.repeat(64),
    left_out: [],
    ...{ rest: { kind: 'none' as const }, look_at: Number.POSITIVE_INFINITY },
  },
  Date.now(),
  { target, channel: new FakeChannel() },
);
const success: CallFacts = { http_status: 200, duration_ms: 24, outcome: 'success' };
const limited: CallFacts = { http_status: 429, duration_ms: 5, outcome: 'rate_limited' };

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  const take = (line: unknown) => void lines.push(JSON.parse(String(line)));
  vi.spyOn(console, 'log').mockImplementation(take);
  vi.spyOn(console, 'info').mockImplementation(take);
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

interface Emf {
  readonly CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[];
}
/** Name, values and dimensions of each metric in embedded metric format. */
const metrics = () =>
  lines.flatMap(({ _aws, ...rest }) =>
    ((_aws as Emf | undefined)?.CloudWatchMetrics ?? []).flatMap(({ Dimensions, Metrics }) =>
      Metrics.map(({ Name }) => {
        const names = Dimensions.flat().filter((name) => name !== 'service');
        return [Name, rest[Name], Object.fromEntries(names.map((name) => [name, rest[name]]))];
      }),
    ),
  );

describe('the report of a pass', () => {
  it('has one line per attempt, with its trace id and the key fields of the job, and nothing that every line has', async () => {
    await syncReport.traced('update listing', job, async () => {
      syncReport.called(target, attempt, success);
    });
    publishSyncMetrics();

    expect(lines.filter(({ message }) => message === 'channel-called')).toEqual([
      {
        ...{ level: 'INFO', message: 'channel-called', timestamp: expect.any(String) },
        trace_id: '01234567-89ab-cdef-0123-456789abcdef',
        ...{ org_id, account_id, target_id },
        listing_id: listing.id,
        unit_version: 7,
        operation: 'update',
        retry_attempt: 0,
        outcome: 'success',
        http_status: 200,
        duration_ms: 24,
      },
    ]);
  });

  it('has the metrics of a batch in one line for each set of dimensions, and each once', () => {
    for (const latency_ms of [900, 1_100]) {
      syncReport.called(target, attempt, success);
      syncReport.finished(target, { action: 'update', state: 'success', latency_ms });
    }
    syncReport.called(target, attempt, limited);
    syncReport.finished(target, { action: 'create', state: 'skipped', latency_ms: null });
    expect(metrics()).toEqual([]);

    publishSyncMetrics();
    publishSyncMetrics();

    const hostaway = { target: 'hostaway' };
    expect(metrics()).toEqual([
      ['tvl_hostaway_http_requests_total', [1, 1], { status: '200' }],
      ['tvl_sync_jobs_total', [1, 1], { action: 'update', state: 'success', ...hostaway }],
      ['tvl_sync_latency_ms', [900, 1_100], hostaway],
      ['tvl_rate_limited_total', 1, hostaway],
      ['tvl_hostaway_http_requests_total', 1, { status: '429' }],
      ['tvl_sync_jobs_total', 1, { action: 'create', state: 'skipped', ...hostaway }],
    ]);
    expect(lines.filter(({ _aws }) => _aws !== undefined)).toHaveLength(5);
  });
});

describe('the report of reads', () => {
  it('counts them as requests like any other, at once', () => {
    publishReads('hostaway', [
      { kind: 'accepted', http_status: 200 },
      { kind: 'rate_limited', http_status: 429 },
      { kind: 'unclear', http_status: null },
    ]);

    expect(metrics()).toEqual([
      ['tvl_hostaway_http_requests_total', 1, { status: '200' }],
      ['tvl_hostaway_http_requests_total', 1, { status: '429' }],
      ['tvl_rate_limited_total', 1, { target: 'hostaway' }],
      ['tvl_hostaway_http_requests_total', 1, { status: 'none' }],
    ]);
  });
});
