import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposals } from '../../../console/mapping/proposals.ts';

const unit = (name: string, id = name) => ({ id, name });
const outside = (name: string, internal_name: string | null = null, id = name) => ({
  external_listing_id: id,
  ...{ name, internal_name },
});
const pairsOf = (...args: Parameters<typeof proposals>) =>
  [...proposals(...args)].map(([id, { external_listing_id }]) => [id, external_listing_id]);

describe('what a unit is proposed to be', () => {
  it.each<{ what: string; units: string[]; externals: string[]; pairs: [string, string][] }>([
    {
      what: 'the listing of the same name, however it is written',
      units: ['Casa São João'],
      externals: ['CASA SAO-JOAO!'],
      pairs: [['Casa São João', 'CASA SAO-JOAO!']],
    },
    {
      what: 'the one that shares the rare words',
      units: ['Villa Azzurra Amalfi', 'Villa Rossa Amalfi'],
      externals: ['Azzurra, a villa in Amalfi', 'Rossa, a villa in Amalfi'],
      pairs: [
        ['Villa Azzurra Amalfi', 'Azzurra, a villa in Amalfi'],
        ['Villa Rossa Amalfi', 'Rossa, a villa in Amalfi'],
      ],
    },
    { what: 'nothing of other names', units: ['Villa'], externals: ['Chalet'], pairs: [] },
    { what: 'nothing where there is nothing', units: ['Villa'], externals: [], pairs: [] },
    { what: 'nothing for a name without words', units: ['★★★'], externals: ['★★★'], pairs: [] },
  ])('is $what', ({ units, externals, pairs }) => {
    expect(
      pairsOf(
        units.map((name) => unit(name)),
        externals.map((name) => outside(name)),
      ),
    ).toEqual(pairs);
  });

  it('is known by the internal name as well, whose marker is no part of it', () => {
    const marked = outside('Sunny home', '[tvl:0e630fca-3f5d-5f9d-be5c-a8c1562cf37d] Loft 7', '42');

    expect(pairsOf([unit('Loft 7')], [marked])).toEqual([['Loft 7', '42']]);
  });

  it('is left to a person where two are as likely', () => {
    expect(pairsOf([unit('Loft', 'a'), unit('Loft', 'b')], [outside('Loft')])).toEqual([]);
    expect(
      pairsOf([unit('Loft')], [outside('Loft', null, '1'), outside('Loft', null, '2')]),
    ).toEqual([]);
  });

  const words = fc.array(fc.constantFrom('villa', 'loft', 'blue', 'red', 'sea', 'hill'), {
    maxLength: 4,
  });
  const names = fc.array(words, { maxLength: 8 });

  it('is one to one, whatever the names', () => {
    fc.assert(
      fc.property(names, names, (inside, beyond) => {
        const found = pairsOf(
          inside.map((name, index) => unit(name.join(' '), `u${index}`)),
          beyond.map((name, index) => outside(name.join(' '), null, `x${index}`)),
        );

        expect(new Set(found.map(([id]) => id)).size).toBe(found.length);
        expect(new Set(found.map(([, id]) => id)).size).toBe(found.length);
      }),
    );
  });

  it('is found among two thousand in a moment', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `Home in Columbus number ${index}`);
    const units = many.map((name) => unit(name));

    const begin = performance.now();
    expect(
      proposals(
        units,
        many.map((name) => outside(name)),
      ).size,
    ).toBe(2_000);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
