import { minorDigits } from '../../../domain/supply/currencies.ts';

/** Hostaway wants major units. Null also for a currency that is none: no price is better than one in unknown units. */
export function inMajorUnits(
  amount: number | null | undefined,
  currency: string | null | undefined,
): number | null {
  const digits = currency == null ? undefined : minorDigits(currency);

  return amount == null || digits === undefined ? null : amount / 10 ** digits;
}

/** The other way round, to the nearest minor unit. */
export function inMinorUnits(
  amount: number | null | undefined,
  currency: string | null | undefined,
): number | null {
  const digits = currency == null ? undefined : minorDigits(currency);

  return amount == null || digits === undefined ? null : Math.round(amount * 10 ** digits);
}
