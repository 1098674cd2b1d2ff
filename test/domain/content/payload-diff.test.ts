import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { expect, it } from 'vitest';
import { changesAtChannel, payloadDiff } from '../../../domain/content/payload-diff.ts';

/** Names that no merge may trip over. */
const key = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a/b', 'a~b', '', '0'));
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, 1.5, '', 'text'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const payload = fc.dictionary(key, json.value, { maxKeys: 6, noNullPrototype: true });

it('leads from any payload to any other', () => {
  fc.assert(
    fc.property(payload, payload, (from, to) => {
      const steps = structuredClone(payloadDiff(from, to));

      const { newDocument } = jsonPatch.applyPatch(structuredClone(from), steps, true);

      expect(newDocument).toEqual(to);
    }),
  );
});

it('leads to what a channel holds that leaves alone what an update does not name', () => {
  fc.assert(
    fc.property(payload, payload, (held, sent) => {
      const steps = structuredClone(changesAtChannel(held, sent));

      const { newDocument } = jsonPatch.applyPatch(structuredClone(held), steps, true);

      expect(newDocument).toEqual({ ...held, ...sent });
    }),
  );
  expect(changesAtChannel({ minNights: 7, price: 1 }, { price: 2 })).toEqual([
    { op: 'replace', path: '/price', value: 2 },
  ]);
});

/** Lists as payloads have them: of pictures with their places, of ids, of addresses. */
const urls = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 });
const lists = urls.map((photos) => ({
  photos,
  listingImages: photos.map((url, index) => ({ url, sortOrder: index + 1 })),
  listingBedTypes: photos.map((bedTypeId, quantity) => ({ bedTypeId, quantity })),
}));

it('leads from any lists to any others', () => {
  fc.assert(
    fc.property(lists, lists, (from, to) => {
      const steps = structuredClone(payloadDiff(from, to));

      expect(jsonPatch.applyPatch(structuredClone(from), steps, true).newDocument).toEqual(to);
    }),
  );
});

const photos = Array.from({ length: 50 }, (_, index) => `https://img.example.com/${index}.jpg`);
const images = (all: readonly string[]) =>
  all.map((url, index) => ({ url, caption: 'x', sortOrder: index + 1 }));

it('knows pictures again: one put in front is one step, and the others change their place', () => {
  const more = ['https://img.example.com/new.jpg', ...photos];

  expect(payloadDiff({ photos }, { photos: more })).toEqual([
    { op: 'add', path: '/photos/0', value: more[0] },
  ]);
  expect(payloadDiff({ photos }, { photos: photos.toSpliced(1, 1) })).toEqual([
    { op: 'remove', path: '/photos/1' },
  ]);
  const [first, ...others] = payloadDiff(
    { listingImages: images(photos) },
    { listingImages: images(more) },
  );
  expect(first).toMatchObject({ op: 'add', path: '/listingImages/0', value: { url: more[0] } });
  expect(others.map(({ path }) => path)).toEqual(
    photos.map((_, index) => `/listingImages/${index + 1}/sortOrder`),
  );
});

it('is empty exactly for equal payloads', () => {
  fc.assert(
    fc.property(payload, (from) => {
      expect(payloadDiff(from, structuredClone(from))).toEqual([]);
    }),
  );
  expect(payloadDiff({ a: 1 }, { a: 2 })).toEqual([{ op: 'replace', path: '/a', value: 2 }]);
});
