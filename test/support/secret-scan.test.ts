import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readable, spellings, toldIn } from './secret-scan.ts';

const value = 's3cr+t/"k€y"';
const secret = [{ name: 'the key', value }];
const basic = (before: string) => Buffer.from(`${before}${value}:more`);

it.each([
  ['as it is', `key=${value};`],
  ['in JSON', JSON.stringify({ key: value })],
  ['in JSON within JSON', JSON.stringify({ body: JSON.stringify({ key: value }) })],
  ['in an address', `https://x.example/?key=${encodeURIComponent(value)}`],
  ['in an address, in small letters', 's3cr%2bt%2f%22k%e2%82%acy%22'],
  ['in a form', new URLSearchParams({ key: value }).toString()],
  ['in base64', basic('').toString('base64')],
  ['in base64 after one byte', basic('a').toString('base64')],
  ['in base64 after two bytes', basic('ab').toString('base64')],
  ['in base64 of addresses', basic('id:').toString('base64url')],
  [
    'in bytes of a table',
    readable({ row: { B: Buffer.from(value, 'latin1').toString('base64') } }),
  ],
  [
    'in compressed bytes of a table',
    readable({ rows: [{ M: { packed: { B: deflateRawSync(value).toString('base64') } } }] }),
  ],
])('a secret is found %s', (how, text) => {
  // Bytes that are no compressed text are read one by one.
  const wanted =
    how === 'in bytes of a table' ? [{ name: 'the key', value: value.slice(0, 8) }] : secret;

  expect(toldIn([{ where: 'the place', text }], wanted)).toEqual(['the key in the place']);
});

it('what is no secret is not found', () => {
  const text = [value.slice(1), value.toUpperCase(), basic('').toString('hex')].join(' ');

  expect(toldIn([{ where: 'the place', text }], secret)).toEqual([]);
});

it('any secret is found in base64, whatever stands around it', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(fc.string({ minLength: 8, maxLength: 60 }), bytes, bytes, (any, before, after) => {
      const whole = Buffer.concat([before, Buffer.from(any), after]);
      for (const form of ['base64', 'base64url'] as const)
        expect(spellings(any).some((word) => whole.toString(form).includes(word))).toBe(true);
    }),
  );
});

it('no spelling of a secret is so short that it is found by chance', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12, maxLength: 60 }), (any) => {
      for (const word of spellings(any)) expect(word.length).toBeGreaterThanOrEqual(12);
    }),
  );
});
