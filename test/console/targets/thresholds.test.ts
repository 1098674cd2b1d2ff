import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../../console/common/reading/targets.ts';
import {
  changedIn,
  conflictsIn,
  onTopOf,
  settingsOf,
  type ThresholdForm,
  thresholdForm,
} from '../../../console/targets/settings/thresholds/edit-thresholds.ts';
import {
  meant,
  problemOf,
  shownAs,
  thresholdFields,
} from '../../../console/targets/settings/thresholds/fields.ts';
import { alertThresholds } from '../../../domain/health/alert.ts';
import { alertSettingsSchema } from '../../../domain/targets/target.ts';

const aTarget = (settings: Target['settings']): Target => ({
  id: '178c07a1-2977-40e3-91ef-6427fcc0995b',
  ...{ org_id: 'demo', account_id: 'main', name: 'Miami', channel_type: 'hostaway' },
  ...{ sync_mode: 'api', is_active: true, base_url: 'https://api.hostaway.com/v1' },
  ...{ credentials_ref: 'ref', credentials_expires_at: null, rate_limit_config: null },
  ...{ last_health_check_at: null, health_status: 'healthy', health_message: null },
  ...{ blocked_until: null, block_reason: null, settings },
  created_at: '2026-11-28T09:00:00.000Z',
  updated_at: '2026-11-28T09:00:00.000Z',
  ...{ deleted_at: null, warnings: [] },
});
const own = { error_rate: 0.0234567, oldest_waiting_seconds: 100 };
const target = aTarget({ field_mapping: 'specification', alerts: own });
const edit = (change: Partial<ThresholdForm>, data = target) => ({
  from: { data, etag: '"1"' },
  form: { ...thresholdForm(data), ...change },
});

const typed = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, min: -10, max: 2_000 }).map(String),
  fc.double({ noNaN: true, min: 0, max: 110 }).map((number) => number.toFixed(2)),
);

describe('a threshold', () => {
  it.each(thresholdFields)('$name is usually what the API takes it for', (field) => {
    expect(field.usual).toBe(alertThresholds[field.name]);
  });

  it.each(thresholdFields)('$name is refused where the API would, whatever is typed', (field) => {
    const api = alertSettingsSchema.shape[field.name];
    const isRight = (text: string) =>
      (problemOf(field, text) === undefined) === api.safeParse(meant(field, text)).success;
    fc.assert(fc.property(typed, isRight));
  });

  it.each(thresholdFields)('$name comes back from what is shown of it', (field) => {
    const parts = field.places === 0 ? 1 : 1_000_000;
    const [min, max] = [field.least * parts, field.most * parts];
    const comesBack = (step: number) => meant(field, shownAs(field, step / parts)) === step / parts;
    fc.assert(fc.property(fc.integer({ min, max }), comesBack));
  });
});

describe('a change of thresholds', () => {
  it('is none as long as nothing is typed', () => {
    expect(changedIn(edit({}))).toEqual([]);
  });

  it('leaves everything else in the settings as it is', () => {
    const form = { rate_limited_ratio: '5', oldest_waiting_seconds: '' };

    expect(settingsOf(edit(form))).toEqual({
      field_mapping: 'specification',
      alerts: { error_rate: 0.0234567, rate_limited_ratio: 0.05 },
    });
  });

  it('has none of its own left when all are the usual ones', () => {
    const form = { error_rate: '', oldest_waiting_seconds: '' };

    expect(settingsOf(edit(form))).toEqual({ field_mapping: 'specification' });
  });

  it('comes on top of what somebody else has set meanwhile', () => {
    const now = aTarget({ field_mapping: 'public_api', alerts: { ...own, silence_seconds: 600 } });
    const mine = edit({ p95_latency_ms: '20' });

    expect(conflictsIn(mine, now)).toEqual([]);
    expect(settingsOf(onTopOf({ data: now, etag: '"2"' }, mine))).toEqual({
      field_mapping: 'public_api',
      alerts: { ...own, silence_seconds: 600, p95_latency_ms: 20_000 },
    });
  });

  it('is shown beside theirs where both have changed the same', () => {
    const now = aTarget({ field_mapping: 'specification', alerts: { error_rate: 0.5 } });

    expect(conflictsIn(edit({ error_rate: '', oldest_waiting_seconds: '' }), now)).toEqual([
      { what: 'Attempts that fail', mine: 'The usual value', theirs: '50 %' },
    ]);
  });
});
