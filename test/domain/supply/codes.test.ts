import { iso31661 } from 'iso-3166';
import tzdata from 'tzdata' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { isCountry } from '../../../domain/supply/countries.ts';
import { isTimeZone } from '../../../domain/supply/time-zones.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const pairs = letters.flatMap((first) => letters.map((second) => first + second));

describe('countries', () => {
  it('are the officially assigned codes of ISO 3166-1, and no other two letters', () => {
    const assigned = iso31661.map(({ alpha2 }) => alpha2).sort();

    expect(assigned).toHaveLength(249);
    expect(pairs.filter(isCountry)).toEqual(assigned);
  });

  it.each(['UK', 'EL', 'XX', 'AN', 'ZZ', 'EU', 'XK', 'SU', 'it', 'ITA', '', 'IT '])(
    'not %j',
    (code) => expect(isCountry(code)).toBe(false),
  );
});

describe('time zones', () => {
  const names = Object.keys(tzdata.zones).filter((name) => name !== 'Factory');

  it('are all zones and links of the tz database', () => {
    expect(names.length).toBeGreaterThan(590);
    expect(names.filter((name) => !isTimeZone(name))).toEqual([]);
  });

  it('are written one way, and none is an offset or a name of its own', () => {
    const otherwise = names.flatMap((name) => [name.toLowerCase(), name.toUpperCase(), ` ${name}`]);
    const wrong = otherwise.filter((name) => !names.includes(name));

    expect(wrong.filter(isTimeZone)).toEqual([]);
    expect(
      ['+02:00', 'Z', 'Factory', 'AET', 'SystemV/AST4', 'Europe/', 'Mars/Base', ''].filter(
        isTimeZone,
      ),
    ).toEqual([]);
  });

  it('are understood by the runtime (each tenth is asked)', () => {
    for (const timeZone of names.filter((_, index) => index % 10 === 0)) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    }
  });
});
