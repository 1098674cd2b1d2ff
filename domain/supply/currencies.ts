/**
 * ISO 4217, list one of 2024-06-25 and amendment 176 (XCG since 2025-03-31): digits after the point -> the currencies that have so
 * many. Not Intl's digits: those are CLDR's, which leaves out coins that are out of use (none for HUF and IDR). Left out are codes that
 * nothing is paid in: metals, funds and units of account, the code for tests and the one for no currency.
 */
const byDigits = [
  [0, `BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF`],
  [
    2,
    `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
    COP CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
    SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, `BHD IQD JOD KWD LYD OMR TND`],
] as const;

/** Each currency, and how many digits an amount has after the point in major units. */
export const digitsOf: ReadonlyMap<string, number> = new Map(
  byDigits.flatMap(([digits, codes]) => codes.split(/\s+/).map((code) => [code, digits] as const)),
);

/** How many digits an amount of minor units has after the point in major units; undefined for what is no currency. */
export function minorDigits(currency: string): number | undefined {
  return digitsOf.get(currency);
}

/** Whether prices can be in it: a current currency of ISO 4217. */
export function isCurrency(code: string): boolean {
  return digitsOf.has(code);
}
