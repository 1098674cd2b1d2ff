import { counted } from './counted.ts';

const dayMs = 86_400_000;

/** Nights from `from` to before `to`, as dates (`yyyy-mm-dd`): `to` is a departure. */
export interface NightRange {
  readonly from: string;
  readonly to: string;
}

export function countNights({ from, to }: NightRange): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

const date = new Intl.DateTimeFormat('en', {
  ...{ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
});

/** E.g. "Tue, Dec 1, 2026" for a date (`yyyy-mm-dd`), whatever the viewer's zone is. */
export const dateInWords = (day: string): string => date.format(Date.parse(day));

/** E.g. "2 nights from Tue, Dec 1, 2026 to the departure on Thu, Dec 3, 2026". */
export function rangeInWords({ from, to }: NightRange): string {
  return `${counted(countNights({ from, to }), 'night')} from ${dateInWords(from)} to the departure on ${dateInWords(to)}`;
}
