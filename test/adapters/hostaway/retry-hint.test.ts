import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAt } from '../../../adapters/hostaway/retry-hint.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const seconds = (count: number) => now + count * 1000;
const unix = (moment: number) => String(Math.floor(moment / 1000));

describe('retryAt', () => {
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
