import { describe, expect, it } from 'vitest';
import { type PatchStep, patchWords } from '../../../../console/common/words/patch-words.ts';
import { payloadDiff } from '../../../../domain/content/payload-diff.ts';

const photo = (name: string, sortOrder: number) => ({
  url: `https://images.example/${name}.jpg`,
  sortOrder,
});
const photos = (names: string) => [...names].map((name, index) => photo(name, index + 1));
const before = {
  name: 'Villa Azzurra',
  price: 320,
  listingImages: photos('abcd'),
  listingAmenities: [{ amenityId: 2 }],
};

const linesOf = (steps: readonly PatchStep[]) =>
  patchWords(steps, before).map(({ field, words }) => `${field}: ${words}`);

describe('a patch in words', () => {
  it.each<{ what: string; steps: PatchStep[]; lines: string[] }>([
    { what: 'nothing', steps: [], lines: [] },
    {
      what: 'another value',
      steps: [{ op: 'replace', path: '/name', value: 'Villa Blu' }],
      lines: ['Name: “Villa Azzurra” → “Villa Blu”'],
    },
    {
      what: 'a value where none was',
      steps: [{ op: 'add', path: '/minNights', value: 3 }],
      lines: ['Shortest stay: nothing → 3'],
    },
    {
      what: 'a value that goes',
      steps: [{ op: 'remove', path: '/price' }],
      lines: ['Price per night: 320 removed'],
    },
    {
      what: 'a photo that moves',
      steps: [{ op: 'move', from: '/listingImages/2', path: '/listingImages/0' }],
      lines: ['Photos: Photo 3 moved to 1'],
    },
    {
      what: 'photos that go, which are neighbours',
      steps: [3, 2, 0].map((index) => ({ op: 'remove', path: `/listingImages/${index}` })),
      lines: ['Photos: Photos 3 to 4 removed', 'Photos: Photo 1 removed'],
    },
    {
      what: 'a caption',
      steps: [{ op: 'add', path: '/listingImages/1/caption', value: 'The pool' }],
      lines: ['Photos: Photo 2, caption: nothing → “The pool”'],
    },
    {
      what: 'places only',
      steps: [{ op: 'replace', path: '/listingImages/1/sortOrder', value: 7 }],
      lines: ['Photos: Numbered anew'],
    },
    {
      what: 'what a person reads first, first, and not what follows from it',
      steps: [
        { op: 'replace', path: '/price', value: 300 },
        { op: 'add', path: '/internalListingName', value: 'Blu' },
        { op: 'replace', path: '/name', value: 'Blu' },
      ],
      lines: ['Name: “Villa Azzurra” → “Blu”', 'Price per night: 320 → 300'],
    },
    {
      what: 'a field of which nothing is known',
      steps: [{ op: 'add', path: '/someNewField', value: true }],
      lines: ['Some new field: nothing → yes'],
    },
  ])('tells $what', ({ steps, lines }) => {
    expect(linesOf(steps)).toEqual(lines);
  });

  it.each<{ to: string; lines: string[] }>([
    { to: 'xabcd', lines: ['Photos: Photo added in front'] },
    { to: 'abxcd', lines: ['Photos: Photo added as number 3'] },
    { to: 'abcdxyz', lines: ['Photos: 3 photos added at the end'] },
    { to: 'bcd', lines: ['Photos: Photo 1 removed'] },
  ])('has a line for each change that a person makes, to $to', ({ to, lines }) => {
    const steps = payloadDiff(before, { ...before, listingImages: photos(to) });

    expect(linesOf(steps)).toEqual(lines);
  });
});
