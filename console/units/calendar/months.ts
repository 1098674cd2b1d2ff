import { addDays } from '../../common/dates.ts';
import { countNights, type NightRange } from '../../common/words/night-words.ts';

/** How many nights a calendar has, the one that begins today being the first: the API refuses others. */
const nightsAhead = 1100;
const monthsPerPage = 12;

/** The date at a moment (epoch ms) where the unit is; in UTC where that is not known. */
export function todayAt(timeZone: string | null | undefined, epochMs: number): string {
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone: timeZone ?? 'UTC',
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    }).format(epochMs);
  } catch {
    return todayAt('UTC', epochMs);
  }
}

/** The nights that a calendar has from today, twelve months to a page. */
export function pagesFrom(today: string): NightRange[] {
  const end = addDays(today, nightsAhead);
  const pages: NightRange[] = [];
  for (let from = today; from < end; ) {
    const next = firstOfMonth(from, monthsPerPage);
    const isLast = next >= end;
    pages.push({ from, to: isLast ? end : next });
    from = next;
  }

  return pages;
}

/** The first day of the month that is so many after a date's. */
function firstOfMonth(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** Nights by their months, in order. */
export function byMonth<Night extends { readonly date: string }>(
  nights: readonly Night[],
): [string, Night[]][] {
  const months = new Map<string, Night[]>();
  for (const night of nights) {
    const month = night.date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), night]);
  }

  return [...months];
}

/** The weeks of a month (`yyyy-mm`), each of seven dates from Monday on; null: of another month. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const before = (new Date(first).getUTCDay() + 6) % 7;
  const days = countNights({ from: first, to: firstOfMonth(first, 1) });
  const weeks = Math.ceil((before + days) / 7);

  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const day = week * 7 + weekday - before;
      return day >= 0 && day < days ? addDays(first, day) : null;
    }),
  );
}

/** Dates as the fewest ranges, in order. */
export function rangesOf(dates: readonly string[]): NightRange[] {
  const ranges: NightRange[] = [];
  for (const date of dates.toSorted()) {
    const last = ranges.at(-1);
    const to = addDays(date, 1);
    if (last?.to === date) ranges[ranges.length - 1] = { from: last.from, to };
    else ranges.push({ from: date, to });
  }

  return ranges;
}
