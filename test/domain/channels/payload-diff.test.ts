import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { expect, it } from 'vitest';
import { changesAtChannel, payloadDiff } from '../../../domain/channels/payload-diff.ts';

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

it('is empty exactly for equal payloads', () => {
  fc.assert(
    fc.property(payload, (from) => {
      expect(payloadDiff(from, structuredClone(from))).toEqual([]);
    }),
  );
  expect(payloadDiff({ a: 1 }, { a: 2 })).toEqual([{ op: 'replace', path: '/a', value: 2 }]);
});
