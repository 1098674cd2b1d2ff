import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { expect, it } from 'vitest';
import { changesAtChannel, payloadDiff } from '../../../domain/content/payload-diff.ts';

/**
 * Names that no merge may trip over. None with a backslash: `JSON.parse` of Node 24, by which operations are copied, then reads other
 * escaped names wrongly (nodejs/node#63785).
 */
const key = fc
  .oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a/b', 'a~b', '', '0'))
  .filter((name) => !name.includes('\\'));
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

it('moves a picture that changes its place only', () => {
  const [first, second, ...others] = photos;
  const last = [second, ...others, first];

  expect(payloadDiff({ photos }, { photos: last })).toEqual([
    { op: 'move', from: '/photos/0', path: '/photos/49' },
  ]);
  expect(payloadDiff({ photos: last }, { photos })).toEqual([
    { op: 'move', from: '/photos/49', path: '/photos/0' },
  ]);
});

it('moves a picture and says what of it has changed', () => {
  const [first, second, third] = images(photos);
  const captioned = { ...third, caption: 'new' };

  expect(
    payloadDiff(
      { listingImages: [first, second, third] },
      { listingImages: [captioned, first, second] },
    ),
  ).toEqual([
    { op: 'move', from: '/listingImages/2', path: '/listingImages/0' },
    { op: 'replace', path: '/listingImages/0/caption', value: 'new' },
  ]);
});

/** Few names, so that some come twice. */
const names = fc.array(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 20 });

it('takes one step for one item that is moved, put in or taken out, whatever is there twice', () => {
  fc.assert(
    fc.property(names, fc.nat(), fc.nat(), (all, a, b) => {
      const from = a % all.length;
      const [item = ''] = all.slice(from);
      const without = all.toSpliced(from, 1);
      const moved = without.toSpliced(b % all.length, 0, item);

      for (const [before, after, op] of [
        [all, moved, 'move'],
        [without, all, 'add'],
        [all, without, 'remove'],
      ] as const) {
        const steps = payloadDiff({ photos: before }, { photos: after });
        const isSame = before.join() === after.join();
        expect(steps.map((step) => step.op)).toEqual(isSame ? [] : [op]);
      }
    }),
  );
});

it('never takes out what it puts in again elsewhere, and moves nothing to where it is', () => {
  fc.assert(
    fc.property(names, names, (before, after) => {
      const steps = payloadDiff({ photos: before }, { photos: after });
      const added = steps.flatMap((step) => (step.op === 'add' ? [step.value] : []));
      const removed = steps.filter(({ op }) => op === 'remove').length;
      const common = before.length - removed;

      expect(common).toBe(after.length - added.length);
      const counts = (all: readonly unknown[], name: unknown) =>
        all.filter((one) => one === name).length;
      for (const name of new Set(added))
        expect(counts(after, name) - counts(before, name)).toBe(counts(added, name));
      for (const step of steps) if (step.op === 'move') expect(step.from).not.toBe(step.path);
    }),
  );
});

it('takes one step for each picture but one when all are in reverse', () => {
  expect(payloadDiff({ photos }, { photos: photos.toReversed() })).toHaveLength(49);
});

it('is empty exactly for equal payloads', () => {
  fc.assert(
    fc.property(payload, (from) => {
      expect(payloadDiff(from, structuredClone(from))).toEqual([]);
    }),
  );
  expect(payloadDiff({ a: 1 }, { a: 2 })).toEqual([{ op: 'replace', path: '/a', value: 2 }]);
});
