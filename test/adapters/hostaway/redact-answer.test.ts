import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { redact } from '../../../adapters/hostaway/redact-answer.ts';

describe('redact', () => {
  it.each([
    ['a secret', 'bad token s3cr3t-token!', 'bad token ***!'],
    ['twice', 's3cr3t-token s3cr3t-token', '*** ***'],
    ['in a URL', 'client_secret=a%2Fb%2Bc%20d&x=1', 'client_secret=***&x=1'],
    ['in the path of a URL', 'GET /of/a%2Fb%2Bc%20d/x', 'GET /of/***/x'],
    ['in a URL, in small letters', 'client_secret=a%2fb%2bc%20d&x=1', 'client_secret=***&x=1'],
    ['in a form', 'client_secret=a%2Fb%2Bc+d', 'client_secret=***'],
    ['in JSON', String.raw`{"key":"quo\"ted"}`, '{"key":"***"}'],
    [
      'in JSON within JSON',
      String.raw`{"said":"{\"no\":\"quo\\\"ted\"}"}`,
      String.raw`{"said":"{\"no\":\"***\"}"}`,
    ],
    ['a JWT of somebody', 'got eyJhbGciOi.eyJhdWQiOi.c2lnbg- there', 'got *** there'],
    ['a bearer', 'Authorization: Bearer abc.def, no', 'Authorization: Bearer ***, no'],
    ['an e-mail address', "Value 'ada@example.co.uk' is invalid", "Value '***' is invalid"],
    ['a telephone number', 'call +39 06 1234-5678 now', 'call *** now'],
    ['an American number', 'call 614-555-0199 now', 'call *** now'],
    ['the code of a door', 'refused: doorCode=1234, sorry', 'refused: doorCode=***, sorry'],
    ['a code in JSON', '{"doorSecurityCode":"12 34"}', '{"doorSecurityCode":***}'],
    ['a code in words', 'Gate code: 4711# is too long', 'Gate code: *** is too long'],
    [
      'a quoted value of a code',
      "wifiPassword: Value 'hunter2' for field",
      'wifiPassword: Value *** for field',
    ],
    ['two addresses in a row', 'a@b@example.com', 'a@***'],
    [
      'what is no code',
      "Listing error: countryCode: Value 'XX' is invalid, status code: 400",
      "Listing error: countryCode: Value 'XX' is invalid, status code: 400",
    ],
    [
      'nothing',
      'Listing 123456789 locked since 2026-11-25 01:13:57',
      'Listing 123456789 locked since 2026-11-25 01:13:57',
    ],
  ])('%s', (_what, text, expected) => {
    const secrets = ['s3cr3t-token', 's3cr3t', 'a/b+c d', 'quo"ted', ''];

    expect(redact(text, secrets)).toBe(expected);
  });

  it('looks at twice as much of twice the text, up to a bound, and at no more of megabytes', () => {
    const lengths = Array.from({ length: 16 }, (_, power) => 64 * 2 ** power);
    const work = lengths.map((length) => charactersLookedAt('x'.repeat(length)));
    const bound = charactersLookedAt('x'.repeat(4096 + 320));

    for (const [at, looked] of work.entries()) {
      expect(looked).toBeLessThanOrEqual(bound);
      if (at > 0) expect(looked).toBeLessThanOrEqual(2 * (work[at - 1] ?? 0));
    }
    expect(work.at(-1)).toBe(work.at(-2));
  });

  it.each([
    ['one word', 'a'],
    ['dots', 'a.'],
    ['at signs', 'a@'],
    ['at signs and dots', 'a@b.'],
    ['beginnings of tokens', 'eyJabc'],
    ['beginnings of tokens, apart', '-eyJ'],
    ['bearers', 'bearer '],
    ['a bearer of nothing', ' '],
    ['digits', '+1 '],
    ['groups of digits', '123-456-'],
    ['names of codes', 'doorcode'],
    ['a code without a value', 'door code : '],
    ['keys', 'key_'],
    ['a secret', 's3cr3t-t'],
  ])('takes no longer for megabytes than for the beginning: %s', (_what, piece) => {
    const text = piece.repeat(Math.ceil(8e6 / piece.length));
    const started = performance.now();

    redact(text, ['s3cr3t-token', 's'.repeat(4096)]);

    // Some ms; a pattern that looks again from every place takes hours.
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('leaves nothing of a secret at the cut, whatever was masked before it', () => {
    const secrets = fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9+/= ]{12,400}$/), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(secrets, fc.nat(9_000), fc.nat(60), (keys, before, repeated) => {
        const filler = `${keys[0]} `.repeat(repeated);
        const text = `${filler}${'~'.repeat(before)}${keys.join('~').repeat(20)}`;
        const clean = redact(text, keys);

        for (const key of keys)
          for (let length = 8; length <= key.length; length += 1)
            expect(clean.includes(key.slice(0, length))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves no half address at the cut', () => {
    const text = 'x'.repeat(10).concat(' ').repeat(2_000);
    for (let cut = 4_300; cut < 4_500; cut += 7) {
      const address = 'ada.lovelace@example.com';
      expect(redact(`${text.slice(0, cut)} ${address} ${text}`, [])).not.toContain('ada');
    }
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

/** The sum of all texts in which something was looked for, however long that took. */
function charactersLookedAt(text: string): number {
  const replaceAll = vi.spyOn(String.prototype, 'replaceAll');
  try {
    redact(text, ['s3cr3t-token']);
    const texts = replaceAll.mock.contexts.map(String);
    return texts.reduce((sum, { length }) => sum + length, 0);
  } finally {
    replaceAll.mockRestore();
  }
}
