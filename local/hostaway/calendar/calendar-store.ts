import * as z from 'zod';
import { dayMs } from '../../../domain/common/day.ts';
import type { Journal } from '../../journal.ts';
import { type DayFields, type StoredDay, storedDaySchema, untouchedDay } from './stored-day.ts';

const monthSchema = z.object({
  listing_id: z.int(),
  month: z.string(),
  days: z.record(z.string(), storedDaySchema),
});

type Month = z.infer<typeof monthSchema>;

/** What has been written to the calendars of all listings, in memory and, month by month, in the journal. */
export class CalendarStore {
  readonly #journal: Journal;
  readonly #months = new Map<string, Month>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const value of journal.values('calendar')) {
      const month = monthSchema.parse(value);
      this.#months.set(keyOf(month), month);
    }
  }

  /** A day as it was written, or untouched. `date`: `YYYY-MM-DD`. */
  day(listingId: number, date: string): StoredDay {
    return this.#monthOf(listingId, date).days[date] ?? untouchedDay(dayId(listingId, date));
  }

  /** Writes to several days at once; what a day's fields leave out stays. */
  write(listingId: number, days: ReadonlyMap<string, DayFields>, now: number): void {
    const changed = new Set<Month>();
    for (const [date, fields] of days) {
      const month = this.#monthOf(listingId, date);
      month.days[date] = { ...this.day(listingId, date), ...fields, written_at: now };
      this.#months.set(keyOf(month), month);
      changed.add(month);
    }
    for (const month of changed) this.#journal.write('calendar', keyOf(month), month);
  }

  #monthOf(listing_id: number, date: string): Month {
    const month = date.slice(0, 'yyyy-mm'.length);

    return this.#months.get(keyOf({ listing_id, month })) ?? { listing_id, month, days: {} };
  }
}

function keyOf({ listing_id, month }: Pick<Month, 'listing_id' | 'month'>): string {
  return `${listing_id} ${month}`;
}

/** The same for the same day, and shared with no other. */
function dayId(listingId: number, date: string): number {
  return listingId * 100_000 + Math.floor(Date.parse(date) / dayMs);
}
