import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, contentHash, NotJsonError } from '../../../domain/common/payload-hash.ts';

it('is the same for the same content, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
      const turned = Object.fromEntries(Object.entries(content).reverse());

      expect(contentHash(turned)).toBe(contentHash(content));
      expect(JSON.parse(canonicalJson(content))).toEqual(JSON.parse(JSON.stringify(content)));
    }),
  );
});

it.each([
  ['nothing', undefined],
  ['a function', () => 1],
  ['a number that JSON lacks', { price: Number.NaN }],
])('refuses %s, and says why', (_, value) => {
  expect(() => contentHash(value)).toThrow(NotJsonError);
  expect(() => contentHash(value)).toThrow('only JSON values can be hashed');
});

it('tells what was found wrong with a value', () => {
  try {
    contentHash({ price: Number.NaN });
  } catch (error) {
    expect(error).toMatchObject({ cause: expect.any(Error) });
    return;
  }
  throw new Error('took NaN');
});
