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

interface Stale {
  readonly shown: StoredDay;
  /** Epoch ms. */
  readonly until: number;
}

/** What has been written to the calendars of all listings, in memory and, month by month, in the journal. */
export class CalendarStore {
  readonly #journal: Journal;
  readonly #readableAfterMs: number;
  readonly #months = new Map<string, Month>();
  readonly #stale = new Map<string, Stale>();

  /** `readableAfterMs`: for so long after a write readers see what was there before. */
  constructor(journal: Journal, readableAfterMs: number) {
    this.#journal = journal;
    this.#readableAfterMs = readableAfterMs;
    for (const value of journal.values('calendar')) {
      const month = monthSchema.parse(value);
      this.#months.set(keyOf(month), month);
    }
  }

  /** A day as it was written, or untouched. `date`: `YYYY-MM-DD`. */
  day(listingId: number, date: string): StoredDay {
    return this.#monthOf(listingId, date).days[date] ?? untouchedDay(dayId(listingId, date));
  }

  /** A day as readers see it now. */
  seen(listingId: number, date: string, now: number): StoredDay {
    const stale = this.#stale.get(`${listingId} ${date}`);

    return stale !== undefined && now < stale.until ? stale.shown : this.day(listingId, date);
  }

  /** Writes to several days at once; what a day's fields leave out stays. */
  write(listingId: number, days: ReadonlyMap<string, DayFields>, now: number): void {
    const changed = new Set<Month>();
    for (const [date, fields] of days) {
      this.#hide(listingId, date, now);
      const month = this.#monthOf(listingId, date);
      month.days[date] = { ...this.day(listingId, date), ...fields, written_at: now };
      this.#months.set(keyOf(month), month);
      changed.add(month);
    }
    for (const month of changed) this.#journal.write('calendar', keyOf(month), month);
  }

  #hide(listingId: number, date: string, now: number): void {
    if (this.#readableAfterMs === 0) return;
    const shown = this.seen(listingId, date, now);
    this.#stale.set(`${listingId} ${date}`, { shown, until: now + this.#readableAfterMs });
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
