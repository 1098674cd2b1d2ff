import { describe, expect, it } from 'vitest';
import { momentSchema } from '../../../adapters/http/moment.ts';

describe('a moment', () => {
  it.each([
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01t00:00:00z', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T00:00:00.123456Z', '2027-01-01T00:00:00.123Z'],
    ['2027-01-01T00:00:00+02:00', '2026-12-31T22:00:00.000Z'],
    ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('as written in %s is %s', (text, utc) => {
    expect(momentSchema.parse(text)).toBe(utc);
  });

  it.each([
    '2027-01-01T00:00:00',
    '2027-01-01',
    '2027-02-30T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '9999-12-31T23:59:59.999-01:00',
    '0001-01-01T00:00:00Z',
    'tomorrow',
    '',
  ])('cannot be %j, and the message says what can', (text) => {
    const { error } = momentSchema.safeParse(text);

    expect(error?.issues[0]?.message).toMatch(/from 1970 to 9999/);
  });
});
