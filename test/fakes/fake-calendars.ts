import type {
  CalendarMonth,
  CalendarStore,
  CalendarWrite,
  CalendarWriter,
  Claim,
  UnitRef,
} from '../../domain/calendar/calendar-store.ts';
import { type Holder, holdersAt } from '../../domain/calendar/night.ts';
import { monthOf, type NightRange, nightsOf } from '../../domain/calendar/nights.ts';

/** Calendars kept in memory. */
export class FakeCalendars implements CalendarStore {
  readonly #months = new Map<string, CalendarMonth>();
  readonly #claims = new Map<string, Claim>();

  async read({ unit_id }: UnitRef, ranges: readonly NightRange[]) {
    return [...new Set(ranges.flatMap(nightsOf).map(monthOf))]
      .sort()
      .map(
        (month) =>
          this.#months.get(`${unit_id} ${month}`) ?? { month, version: 0, nights: new Map() },
      );
  }

  async claim({ unit_id }: UnitRef, { kind, id }: Holder) {
    return this.#claims.get(`${unit_id} ${kind} ${id}`);
  }

  async write({ unit_id }: CalendarWriter, { months, claim }: CalendarWrite) {
    const holder = (claim?.after ?? claim?.before)?.holder;
    const claimKey = `${unit_id} ${holder?.kind} ${holder?.id}`;
    const isOld =
      months.some(
        ({ month, version }) => (this.#months.get(`${unit_id} ${month}`)?.version ?? 0) !== version,
      ) ||
      (holder !== undefined && this.#claims.get(claimKey)?.version !== claim?.before?.version);
    if (isOld) return false;
    for (const month of months)
      this.#months.set(`${unit_id} ${month.month}`, { ...month, version: month.version + 1 });
    if (claim?.after !== undefined) this.#claims.set(claimKey, claim.after);
    else this.#claims.delete(claimKey);
    return true;
  }

  /** Night -> who has it and who waits, of one unit. */
  nightsOf(unit: string): Map<string, readonly string[]> {
    const own = [...this.#months].filter(([key]) => key.startsWith(`${unit} `));
    return new Map(
      own.flatMap(([, { nights }]) =>
        [...nights].flatMap(([date, night]) => {
          const holders = holdersAt(night, 0).flatMap((holder) => holder?.id ?? []);
          return holders.length === 0 ? [] : [[date, holders] as const];
        }),
      ),
    );
  }
}
