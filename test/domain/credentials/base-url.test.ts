import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../adapters/channels/public-address.ts';
import { baseUrlErrors, normaliseBaseUrl } from '../../../domain/credentials/base-url.ts';

const deployed = { allow_private: false, isPublicAddress };
const local = { allow_private: true, isPublicAddress };
const messages = (url: string, policy = deployed) =>
  baseUrlErrors(url, policy).map(({ message }) => message);

describe('baseUrlErrors', () => {
  it.each([
    'https://api.hostaway.com/v1',
    'https://api.hostaway.com:8443/v1/',
    'https://93.184.216.34/api',
    'https://[2606:4700::1111]/',
    'https://localhost.example.com/',
  ])('takes %s', (url) => {
    expect(baseUrlErrors(url, deployed)).toEqual([]);
  });

  it.each([
    ['not-a-url', 'absolute'],
    ['http://api.hostaway.com', 'https'],
    ['ftp://api.hostaway.com', 'https'],
    ['https://user:secret@api.hostaway.com', 'credentials'],
    ['https://:secret@api.hostaway.com', 'credentials'],
    ['https://token@api.hostaway.com', 'credentials'],
    ['https://api.hostaway.com/?key=1', 'query'],
    ['https://api.hostaway.com/#top', 'query'],
    ['https://localhost/', 'public host'],
    ['https://LOCALHOST./', 'public host'],
    ['https://printer.local/', 'public host'],
    ['https://db.corp.internal/', 'public host'],
    ['https://intranet/', 'public host'],
    ['https://127.0.0.1/', 'public host'],
    ['https://127.1/', 'public host'],
    ['https://0x7f000001/', 'public host'],
    ['https://2130706433/', 'public host'],
    ['https://169.254.169.254/latest/meta-data', 'public host'],
    ['https://10.0.0.8./', 'public host'],
    ['https://[::1]/', 'public host'],
    ['https://[::ffff:10.0.0.1]/', 'public host'],
    ['https://[fd00::1]/', 'public host'],
    ['https://[fe80::1]/', 'public host'],
  ])('refuses %s', (url, reason) => {
    expect(messages(url)).toEqual([expect.stringContaining(reason)]);
  });

  it('never quotes the URL, which may hold a password', () => {
    expect(messages('http://user:hunter2@localhost/').join()).not.toContain('hunter2');
  });

  it('lets the local runtime use this machine, still without credentials', () => {
    expect(messages('http://127.0.0.1:4010/v1', local)).toEqual([]);
    expect(messages('http://a:b@127.0.0.1:4010/v1', local)).toHaveLength(1);
  });

  it('accepts no spelling of a private IPv4 address', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const privateAddress = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    );
    const spelling = fc.constantFrom(...spellings);
    fc.assert(
      fc.property(privateAddress, spelling, ([a, b, c, d], spell) => {
        const url = `https://${spell([a, b, c, d])}/v1`;
        expect(messages(url)).toEqual([expect.stringContaining('public host')]);
      }),
    );
  });

  it('accepts only what it then accepts in its one spelling too', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
        fc.pre(baseUrlErrors(url, deployed).length === 0);
        const normal = normaliseBaseUrl(url);
        expect(baseUrlErrors(normal, deployed)).toEqual([]);
        expect(normaliseBaseUrl(normal)).toBe(normal);
        expect(normal.endsWith('/')).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
});

type Address = readonly [number, number, number, number];

/** The ways in which URL parsers take IPv4 addresses. */
const spellings: readonly ((address: Address) => string)[] = [
  (address) => address.join('.'),
  (address) => `${address.join('.')}.`,
  (address) => address.map((part) => `0x${part.toString(16)}`).join('.'),
  (address) => address.map((part) => `0${part.toString(8)}`).join('.'),
  ([a, b, c, d]) => String(a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d),
  ([a, b, c, d]) => `${a}.${b * 2 ** 16 + c * 2 ** 8 + d}`,
  (address) => `[::ffff:${address.join('.')}]`,
  (address) => `[64:ff9b::${address.join('.')}]`,
  ([a, b, c, d]) => `[2002:${hex(a, b)}:${hex(c, d)}::1]`,
];

function hex(high: number, low: number): string {
  return (high * 256 + low).toString(16);
}
