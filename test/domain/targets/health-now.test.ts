import { expect, it } from 'vitest';
import { dashboardRow } from '../../../domain/health/dashboard-row.ts';
import { healthNow } from '../../../domain/targets/health-now.ts';
import { shownTarget } from '../../../domain/targets/shown-target.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';

const end = '2026-06-01T12:00:00.000Z';
const now = Date.parse(end);
const silenced: Partial<StoredTarget> = {
  health_status: 'degraded',
  health_message: 'HTTP 429',
  block_reason: 'rate_limited',
  blocked_until: end,
  last_health_check_at: '2026-06-01T11:59:00.000Z',
};

it.each<[string, Partial<StoredTarget>, number, StoredTarget['health_status']]>([
  ['while the silence lasts', {}, now - 1, 'degraded'],
  ['once it has run out', {}, now, 'healthy'],
  ['once it has run out, when nobody ever checked', { last_health_check_at: null }, now, 'healthy'],
  ['when a check has found it slow since', { last_health_check_at: end }, now + 1, 'degraded'],
  [
    'when it is slow, and was never silenced',
    { block_reason: null, blocked_until: null },
    now,
    'degraded',
  ],
  [
    'when it is out of reach',
    { health_status: 'offline', block_reason: 'unavailable' },
    now,
    'offline',
  ],
])('a target that was rate limited %s', (_when, ...[over, at, expected]) => {
  expect(healthNow(aTarget({ ...silenced, ...over }), at).health_status).toBe(expected);
});

it('nobody sees a silence that is over', () => {
  const target = aTarget(silenced);
  const parts = { target, minutes: [], listings: [], queue_depth: 0 };

  for (const shown of [shownTarget(target, now), dashboardRow(parts, now)])
    expect(shown).toMatchObject({ health_status: 'healthy', health_message: null });
});
