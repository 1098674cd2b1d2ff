import { expect, it } from 'vitest';
import { missingWords } from '../../../../console/common/words/missing-words.ts';
import { missingForLink } from '../../../../domain/listings/link-readiness.ts';
import { aUnit } from '../../../builders/unit.ts';

it('has words of its own for all that a unit can lack', () => {
  const bare = { ...aUnit(), name: '', capacity_adults: 0, media_assets: [] };

  expect(missingWords(missingForLink({ ...bare, address: null }))).toBe(
    'a name, how many adults it takes, an address, a primary picture',
  );
  expect(missingWords(missingForLink({ ...aUnit(), address: {} }))).toBe(
    'a street or city, a country',
  );
});

it('tells a lack that it does not know in the words of the API', () => {
  expect(missingWords([{ path: 'stars', message: 'the unit needs stars' }])).toBe(
    'the unit needs stars',
  );
});
