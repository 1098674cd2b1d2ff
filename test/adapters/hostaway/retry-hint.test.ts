import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { limitHit, retryAt } from '../../../adapters/hostaway/retry-hint.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const seconds = (count: number) => now + count * 1000;
const unix = (moment: number) => String(Math.floor(moment / 1000));

afterEach(() => void vi.unstubAllEnvs());

describe('retryAt', () => {
  it.each(['America/Chicago', 'Europe/Rome', 'Asia/Kolkata'])(
    'does not depend on the zone of this process: %s',
    (other) => {
      vi.stubEnv('TZ', other);

      for (const date of ['Wed Nov 25 12:00:30 2026', '2026-11-25T12:00:30', '2026-11-25 12:00:30'])
        expect(retryAt({ 'retry-after': date }, now)).toBe(seconds(30));
    },
  );

  it.each([
    ['nothing', {}, null],
    ['words', { 'retry-after': 'soon' }, null],
    ['a negative wait', { 'retry-after': '-5' }, null],
    ['Unix seconds', { 'x-ratelimit-retry-after': unix(seconds(7)) }, seconds(7)],
    ['Unix milliseconds', { 'x-ratelimit-retry-after': String(seconds(7)) }, seconds(7)],
    ['a small number', { 'x-ratelimit-retry-after': '7' }, seconds(7)],
    ['a fraction', { 'retry-after': '0.25' }, now + 250],
    ['Retry-After seconds', { 'retry-after': '12' }, seconds(12)],
    ['Retry-After as a moment', { 'retry-after': unix(seconds(9)) }, seconds(9)],
    ['Retry-After date', { 'retry-after': 'Wed, 25 Nov 2026 12:00:30 GMT' }, seconds(30)],
    ['an old-style date', { 'retry-after': 'Wednesday, 25-Nov-26 12:00:30 GMT' }, seconds(30)],
    ['an asctime date', { 'retry-after': 'Wed Nov 25 12:00:30 2026' }, seconds(30)],
    ['an asctime date of one digit', { 'retry-after': 'Sun Nov  1 12:00:30 2026' }, now],
    ['an ISO date without a zone', { 'retry-after': '2026-11-25T12:00:03' }, seconds(3)],
    ['a date and time', { 'x-ratelimit-retry-after': '2026-11-25 12:00:03' }, seconds(3)],
    ['a date of another zone', { 'retry-after': '2026-11-25T14:00:03+02:00' }, seconds(3)],
    ['an ISO date', { 'x-ratelimit-retry-after': '2026-11-25T12:00:03Z' }, seconds(3)],
    ['a moment that is past', { 'x-ratelimit-retry-after': unix(seconds(-60)) }, now],
    ['zero', { 'retry-after': '0' }, now],
    ['a wait of 56 years', { 'retry-after': '999999999' }, seconds(3600)],
    ['a moment far away', { 'x-ratelimit-retry-after': unix(seconds(1e8)) }, seconds(3600)],
    ['two hints', { 'retry-after': '5', 'x-ratelimit-retry-after': unix(seconds(8)) }, seconds(8)],
    ['a header sent twice', { 'x-ratelimit-retry-after': '3, 11' }, seconds(11)],
    [
      'one hint of two readable',
      { 'retry-after': 'later', 'x-ratelimit-retry-after': '4' },
      seconds(4),
    ],
  ])('%s', (_what, headers, expected) => {
    expect(retryAt(headers, now)).toBe(expected);
  });

  it('is null or within the next hour, whatever the headers hold', () => {
    const value = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.double().map(String),
      fc.date().map(String),
    );
    fc.assert(
      fc.property(value, value, (a, b) => {
        const at = retryAt({ 'retry-after': a, 'x-ratelimit-retry-after': b }, now);
        expect(at === null || (at >= now && at <= seconds(3600))).toBe(true);
      }),
    );
  });
});

describe('limitHit', () => {
  it.each([
    ['account', 5, /limit of the account/],
    ['IP', 10, /per IP address/],
    ['provider', 5, /provider/],
    ['endpoint', 5, /this kind of call/],
  ])(
    'says which limit it was, and leaves a shared one a whole window: %s',
    (applied, wait, words) => {
      const headers = { 'x-ratelimit-applied': applied, 'retry-after': '5' };

      expect(limitHit(headers, now)).toEqual({
        limit: expect.stringMatching(words),
        retry_at: seconds(wait),
      });
    },
  );

  it('never waits less than it was told', () => {
    const headers = { 'x-ratelimit-applied': 'ip', 'retry-after': '60' };

    expect(limitHit(headers, now).retry_at).toBe(seconds(60));
  });

  it.each([{}, { 'x-ratelimit-applied': 'moon' }, { 'x-ratelimit-applied': ['a', 'b'] }])(
    'says nothing of what it does not know: %j',
    (headers) => {
      expect(limitHit(headers as Record<string, string>, now)).toEqual({
        limit: null,
        retry_at: null,
      });
    },
  );
});
