import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../adapters/hostaway/redact.ts';

describe('redact', () => {
  it.each([
    ['a secret', 'bad token s3cr3t-token!', 'bad token ***!'],
    ['twice', 's3cr3t-token s3cr3t-token', '*** ***'],
    ['in a URL', 'client_secret=a%2Fb%2Bc%20d&x=1', 'client_secret=***&x=1'],
    ['in a form', 'client_secret=a%2Fb%2Bc+d', 'client_secret=***'],
    ['in JSON', String.raw`{"key":"quo\"ted"}`, '{"key":"***"}'],
    ['a JWT of somebody', 'got eyJhbGciOi.eyJhdWQiOi.c2lnbg- there', 'got *** there'],
    ['a bearer', 'Authorization: Bearer abc.def, no', 'Authorization: Bearer ***, no'],
    ['an e-mail address', "Value 'ada@example.co.uk' is invalid", "Value '***' is invalid"],
    ['a telephone number', 'call +39 06 1234-5678 now', 'call *** now'],
    ['an American number', 'call 614-555-0199 now', 'call *** now'],
    [
      'nothing',
      'Listing 123456789 locked since 2026-11-25 01:13:57',
      'Listing 123456789 locked since 2026-11-25 01:13:57',
    ],
  ])('%s', (_what, text, expected) => {
    const secrets = ['s3cr3t-token', 's3cr3t', 'a/b+c d', 'quo"ted', ''];

    expect(redact(text, secrets)).toBe(expected);
  });

  it('leaves no secret, wherever it stands', () => {
    const secret = fc.string({ minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        const text = redact(`${before}${key}${after}${encodeURIComponent(key)}`, [key]);
        expect(text).not.toContain(key);
      }),
    );
  });
});
