import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { data as published } from 'currency-codes';
import { describe, expect, it } from 'vitest';
import { isCurrency, minorDigits } from '../../../domain/supply/currencies.ts';

/** The list as ISO's maintenance agency publishes it, in the library beside what is made of it. */
const listOne = readFileSync(
  createRequire(import.meta.url).resolve('currency-codes/iso-4217-list-one.xml'),
  'utf8',
);
const entries = [...listOne.matchAll(/<CcyNtry>.*?<\/CcyNtry>/gs)].map(([entry]) => ({
  code: /<Ccy>(\w+)</.exec(entry)?.[1],
  digits: /<CcyMnrUnts>([^<]+)</.exec(entry)?.[1],
  fund: entry.includes('IsFund="true"'),
}));
/** A unit of account of Uruguay's pension funds, which list one does not mark as a fund. */
const unmarked = 'UYW';
const priced = entries.filter(
  ({ code, digits, fund }) => code !== undefined && digits !== 'N.A.' && !fund && code !== unmarked,
);

describe('currencies are those of ISO 4217', () => {
  it('with the digits of list one, and XCG, which came after it', () => {
    const listed = new Map(priced.map(({ code = '', digits }) => [code, Number(digits)]));

    expect(listed.size).toBe(157);
    for (const [code, digits] of listed) expect([code, minorDigits(code)]).toEqual([code, digits]);
    expect(minorDigits('XCG')).toBe(2);
  });

  it.each([
    ['0', 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
    ['3', 'BHD IQD JOD KWD LYD OMR TND'],
    ['2', 'HUF IDR COP ALL PKR LBP IRR RSD TWD USD EUR MGA MRU UZS AFN AMD CRC YER'],
  ])('%s digits: %s', (digits, codes) => {
    for (const code of codes.split(' ')) {
      expect([code, minorDigits(code)]).toEqual([code, Number(digits)]);
    }
  });

  it('but not what nothing is paid in', () => {
    const refused = published.map(({ code }) => code).filter((code) => !isCurrency(code));

    expect(refused.sort()).toEqual(
      'BOV CHE CHW CLF COU MXV USN UYI UYW XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(
        ' ',
      ),
    );
  });

  it.each(['ZZZ', 'EUX', 'DEM', 'eur', 'EURO', '', 'constructor', 'HRK', 'BTC'])('nor %j', (code) =>
    expect([isCurrency(code), minorDigits(code)]).toEqual([false, undefined]),
  );
});
