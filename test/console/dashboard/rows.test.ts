import { expect, it } from 'vitest';
import { matching, type Row, totalsOf } from '../../../console/dashboard/rows.ts';

const aRow = (over: Partial<Row> = {}): Row => ({
  target_id: '178c07a1-2977-40e3-91ef-6427fcc0995b',
  name: 'Hostaway Miami',
  channel_type: 'hostaway',
  is_active: true,
  health_status: 'healthy',
  health_message: null,
  block_reason: null,
  blocked_until: null,
  credentials_expires_at: null,
  queue_depth: 0,
  oldest_waiting_seconds: null,
  requests_10m: 0,
  rate_limited_10m: 0,
  rate_limited_ratio_10m: 0,
  failed_reads_10m: 0,
  last_success_at: null,
  latency_ms: { p50: null, p95: null },
  syncs_24h: 0,
  failed_24h: 0,
  error_rate_24h: 0,
  last_hour: [],
  listings: { ok: 0, pending: 0, error: 0, rate_limited: 0 },
  removals: { waiting: 0, failed: 0 },
  alerts: [],
  ...over,
});
const listings = { ok: 1, pending: 2, error: 3, rate_limited: 4 };
const miami = aRow({ listings });
const rome = aRow({
  ...{ name: 'Rome', health_status: 'offline', health_message: 'answered 503' },
  alerts: [{ rule: 'target_offline', message: '', value: null, threshold: null }],
});
const paused = aRow({ name: 'Old account', is_active: false });

it.each([
  { text: '', state: '', found: [miami, rome, paused] },
  { text: '  miami ', state: '', found: [miami] },
  { text: '503 rome', state: '', found: [rome] },
  { text: 'out of reach', state: '', found: [rome] },
  { text: '', state: 'paused', found: [paused] },
  { text: 'rome', state: 'works', found: [] },
])('finds by "$text" in state "$state"', ({ text, state, found }) => {
  expect(matching([miami, rome, paused], { text, state })).toEqual(found);
});

it('sums up', () => {
  expect(totalsOf([miami, rome, paused])).toEqual({
    ...{ targets: 3, alerts: 1 },
    ...listings,
    byState: { works: 1, trouble: 0, down: 1, paused: 1 },
  });
});
