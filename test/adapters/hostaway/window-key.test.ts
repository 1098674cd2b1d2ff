import { describe, expect, it } from 'vitest';
import { namesAccount, windowKey } from '../../../adapters/hostaway/window-key.ts';
import type { Secret } from '../../../domain/credentials/credentials.ts';

const base = 'https://api.hostaway.com/v1';
const jwt = (claims: object) =>
  `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const byToken = (api_token: string): Secret => ({ credentials: { api_token } });
const byKey = (account_id: string, api_key = 'key'): Secret => ({
  credentials: { account_id, api_key },
});

describe('windowKey', () => {
  it('is 32 hex digits that tell nothing', () => {
    expect(windowKey(base, byKey('61148'))).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['another API key', byKey('61148', 'other')],
    ['its token', byToken(jwt({ aud: '61148', jti: 'a' }))],
    ['another of its tokens', byToken(jwt({ aud: '61148', jti: 'b' }))],
    ['leading zeros', byKey('0061148')],
    ['a plus sign and spaces', byKey(' +61148 ')],
    ['an audience with zeros', byToken(jwt({ aud: '0061148' }))],
    ['a numeric audience', byToken(jwt({ aud: 61148 }))],
    ['a list of one', byToken(jwt({ aud: ['61148'] }))],
    ['a minted token beside it', { ...byKey('61148'), access_token: 'x' }],
  ])('is one for an account: %s', (_what, secret) => {
    expect(windowKey(base, secret)).toBe(windowKey(base, byKey('61148')));
    expect(namesAccount(secret)).toBe(true);
  });

  it('stays what it was for the targets there are', () => {
    expect(windowKey(base, byKey('61148'))).toBe('4281b4c40569e29de54b3fdb9506911b');
  });

  it.each([
    'https://api.hostaway.com',
    'https://API.hostaway.com/v1/',
    'https://api.hostaway.com:443/v1',
  ])('does not depend on how the base URL is written: %s', (url) => {
    expect(windowKey(url, byKey('61148'))).toBe(windowKey(base, byKey('61148')));
  });

  it('differs for another account, host or port', () => {
    const keys = [
      windowKey(base, byKey('1')),
      windowKey(base, byKey('2')),
      windowKey('https://other.example.com', byKey('1')),
      windowKey('https://api.hostaway.com:8443', byKey('1')),
      // A token that happens to be an account's number is not that account.
      windowKey(base, byToken('1')),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    'opaque',
    'a.b.c',
    jwt({ sub: 'x' }),
    jwt({ aud: '' }),
    jwt({ aud: ['1', '2'] }),
    `a.${'~'}.c`,
  ])('falls back to the token itself: %s', (token) => {
    expect(namesAccount(byToken(token))).toBe(false);
    expect(windowKey(base, byToken(token))).toBe(windowKey(base, byToken(token)));
    expect(windowKey(base, byToken(token))).not.toBe(windowKey(base, byToken(`${token}x`)));
  });
});
