import { expect, it } from 'vitest';
import { missingForLink } from '../../../domain/listings/link-readiness.ts';
import { aUnit } from '../../builders/unit.ts';

const { address } = aUnit();

it('is given by a unit that has what every channel asks for', () => {
  expect(missingForLink(aUnit())).toEqual([]);
});

it.each([
  { line1: null, city: 'Amalfi' },
  { line1: 'Via Roma 1', city: null },
])('asks for a street or a city, not both: $line1, $city', (place) => {
  expect(missingForLink(aUnit({ address: { ...address, ...place } }))).toEqual([]);
});

it.each([
  { lacks: { name: '' }, path: 'name', words: 'needs a name' },
  { lacks: { capacity_adults: null }, path: 'capacity_adults', words: 'at least one adult' },
  { lacks: { address: null }, path: 'address', words: 'needs an address' },
  {
    lacks: { address: { ...address, line1: null, city: null } },
    path: 'address.city',
    words: 'a street or city',
  },
  {
    lacks: { address: { ...address, country_code: null } },
    path: 'address.country_code',
    words: 'needs a country',
  },
  { lacks: { media_assets: [] }, path: 'media_assets', words: 'needs a primary image' },
])('names $path and what to do about it', ({ lacks, path, words }) => {
  const unit = { ...aUnit(), ...lacks } as ReturnType<typeof aUnit>;

  expect(missingForLink(unit)).toEqual([{ path, message: expect.stringContaining(words) }]);
});

it('takes a unit whose images are none of them the primary one for incomplete', () => {
  const { media_assets, ...unit } = aUnit();
  const images = media_assets.map((image) => ({ ...image, is_primary: false }));

  expect(missingForLink({ ...unit, media_assets: images })).toMatchObject([
    { path: 'media_assets' },
  ]);
});

it('names all that is missing at once', () => {
  const unit = { ...aUnit(), name: '', address: null, media_assets: [] };

  expect(missingForLink(unit).map(({ path }) => path)).toEqual(['name', 'address', 'media_assets']);
});
