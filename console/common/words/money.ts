import { currencyDigits } from '../../http/codes.ts';

const digits: ReadonlyMap<string, number> = new Map(Object.entries(currencyDigits));

/** How many decimals an amount has; two as long as the currency is not chosen. */
export const decimalsOf = (currency: string): number => digits.get(currency) ?? 2;

/** E.g. 12050 of EUR -> "120.50", of JPY -> "12050". */
export function majorUnits(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  if (decimals === 0) return String(minor);
  const padded = String(minor).padStart(decimals + 1, '0');
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

/** E.g. "120.5" of EUR -> 12050; undefined for what is no amount of it. By its digits, since 0.1 + 0.2 is not 0.3. */
export function minorUnits(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency);
  const [, whole, part = ''] = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || part.length > decimals) return undefined;
  return Number(`${whole}${part.padEnd(decimals, '0')}`);
}
