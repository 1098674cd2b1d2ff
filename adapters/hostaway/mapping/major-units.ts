import { minorDigits } from '../../../domain/supply/currencies.ts';

/** Hostaway wants major units. Null also for a currency that is none: no price is better than one in unknown units. */
export function inMajorUnits(
  amount: number | null | undefined,
  currency: string | null | undefined,
): number | null {
  const digits = currency == null ? undefined : minorDigits(currency);

  return amount == null || digits === undefined ? null : amount / 10 ** digits;
}
