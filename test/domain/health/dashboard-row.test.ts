import { describe, expect, it } from 'vitest';
import {
  dashboardRow,
  dashboardRowSchema,
  type RowParts,
} from '../../../domain/health/dashboard-row.ts';
import { listingStateSchema } from '../../../domain/health/listing-state.ts';
import type { MinuteCounts } from '../../../domain/health/minute-counts.ts';
import { attempts, type EndedAttempt, minutesOf } from '../../builders/minutes.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';

const minute = 60_000;
const now = Date.parse('2026-11-25T02:51:20.000Z');
const target = aTarget({ health_status: 'degraded' });

function rowOf(all: readonly EndedAttempt[], over: Partial<RowParts> = {}) {
  const parts = { target, minutes: minutesOf(all), listings: [], queue_depth: 0, ...over };

  return dashboardRowSchema.strict().parse(dashboardRow(parts, now));
}

describe('a row of the dashboard', () => {
  it('of a target that was never called says so', () => {
    expect(rowOf([], { queue_depth: 7 })).toEqual({
      target_id: target.id,
      name: target.name,
      channel_type: 'hostaway',
      is_active: true,
      health_status: 'degraded',
      health_message: null,
      block_reason: null,
      blocked_until: null,
      credentials_expires_at: null,
      queue_depth: 7,
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
      last_hour: Array.from({ length: 12 }, (_, index) => ({
        at: new Date(Date.parse('2026-11-25T01:52:00.000Z') + index * 5 * minute).toISOString(),
        ...{ success: 0, failed: 0, rate_limited: 0, abandoned: 0 },
      })),
      listings: { ok: 0, pending: 0, error: 0, rate_limited: 0 },
      removals: { waiting: 0, failed: 0 },
      alerts: [],
    });
  });

  it('counts each figure over its own time', () => {
    const row = rowOf([
      ...attempts(2, now),
      ...attempts(1, now - 9 * minute, { outcome: 'rate_limited', ms: 40 }),
      // Outside of the ten minutes.
      ...attempts(4, now - 10 * minute, { outcome: 'rate_limited', ms: 40 }),
      ...attempts(1, now - 59 * minute, { outcome: 'failed', ms: 8_000 }),
      // Outside of the hour.
      ...attempts(30, now - 60 * minute, { ms: 20_000 }),
      ...attempts(2, now - 1_439 * minute, { outcome: 'abandoned', ms: null }),
      // Outside of the day.
      ...attempts(50, now - 1_440 * minute, { outcome: 'failed' }),
    ]);

    expect(row).toMatchObject({
      requests_10m: 3,
      rate_limited_10m: 1,
      rate_limited_ratio_10m: 1 / 3,
      syncs_24h: 35,
      failed_24h: 3,
      error_rate_24h: 3 / 35,
    });
    // Of 400, 400, 40 five times, 8000.
    expect(row.latency_ms.p50).toBeGreaterThan(36);
    expect(row.latency_ms.p50).toBeLessThan(44);
    expect(row.latency_ms.p95).toBeGreaterThan(7_400);
    expect(row.latency_ms.p95).toBeLessThan(8_600);
    expect(row.alerts.map(({ rule }) => rule)).toEqual(['error_rate']);
  });

  it('draws the last hour in steps of five minutes, each attempt in one', () => {
    const oldest = Date.parse('2026-11-25T01:52:00.000Z');
    const { last_hour } = rowOf([
      ...attempts(9, oldest - 1),
      ...attempts(2, oldest),
      ...attempts(1, oldest + 5 * minute - 1, { outcome: 'failed' }),
      ...attempts(3, oldest + 5 * minute, { outcome: 'rate_limited' }),
      ...attempts(4, now, { outcome: 'abandoned', ms: null }),
    ]);

    const drawn = last_hour.map(({ at, ...counts }) => Object.values(counts));
    expect(drawn).toEqual([
      [2, 1, 0, 0],
      [0, 0, 3, 0],
      ...Array(9).fill([0, 0, 0, 0]),
      [0, 0, 0, 4],
    ]);
    expect(last_hour.at(-1)?.at).toBe('2026-11-25T02:47:00.000Z');
  });

  it('counts what is only read as well, where a share of 429s is told', () => {
    const [minuteOfAttempts] = minutesOf(attempts(6, now - minute));
    const reads = { success: 1, failed: 2, rate_limited: 3 };
    const counted = { ...minuteOfAttempts, reads } as MinuteCounts;
    const before = { ...counted, start: counted.start - 10 * minute };

    const row = rowOf([], { minutes: [before, counted] });

    expect(row).toMatchObject({
      ...{ requests_10m: 12, rate_limited_10m: 3, rate_limited_ratio_10m: 0.25 },
      ...{ failed_reads_10m: 2, syncs_24h: 12, failed_24h: 0 },
    });
    expect(row.alerts.map(({ rule }) => rule)).toEqual(['rate_limited_ratio']);
  });

  it('names the block in force, and none that has run out', () => {
    const blocked = aTarget({
      block_reason: 'rate_limited',
      blocked_until: '2026-11-25T03:00:00.000Z',
    });
    const over = { ...blocked, blocked_until: '2026-11-25T02:51:20.000Z' };

    expect(rowOf([], { target: blocked })).toMatchObject({
      block_reason: 'rate_limited',
      blocked_until: '2026-11-25T03:00:00.000Z',
    });
    expect(rowOf([], { target: over })).toMatchObject({ block_reason: null, blocked_until: null });
  });

  it('knows the last success of the day, and of an earlier day by the listings', () => {
    const listings = ['2026-11-20T10:00:00.000Z', null, '2026-11-21T10:00:00.000Z'].map(
      (last_synced_at) => listingStateSchema.parse(aListing({ last_synced_at, sync_status: 'ok' })),
    );
    const failed = attempts(1, now, { outcome: 'failed' });
    const succeeded = attempts(1, now - 90 * minute);

    expect(rowOf(failed, { listings }).last_success_at).toBe('2026-11-21T10:00:00.000Z');
    expect(rowOf([...failed, ...succeeded], { listings }).last_success_at).toBe(
      '2026-11-25T01:21:20.000Z',
    );
  });

  it('counts the listings, and how long they wait', () => {
    const listings = [
      aListing({ sync_status: 'ok' }),
      aListing({ sync_status: 'pending', updated_at: '2026-11-25T02:50:20.000Z' }),
      aListing({ sync_status: 'rate_limited', updated_at: '2026-11-25T02:51:00.000Z' }),
    ].map((listing) => listingStateSchema.parse(listing));

    expect(rowOf([], { listings })).toMatchObject({
      oldest_waiting_seconds: 60,
      listings: { ok: 1, pending: 1, rate_limited: 1, error: 0 },
    });
  });
});
