import type { Tenant } from '../common/tenant.ts';
import type { Holder, Night } from './night.ts';
import type { NightRange } from './nights.ts';

/** Whose calendar it is. */
export interface UnitRef extends Tenant {
  readonly unit_id: string;
}

/** Whose calendar is written, and the W3C trace id of what asks for it, which the jobs that follow go on with. */
export interface CalendarWriter extends UnitRef {
  readonly trace_id: string;
}

/** A month of a unit's calendar. Its version rises by one with every write; 0: never written. */
export interface CalendarMonth {
  /** `yyyy-mm` */
  readonly month: string;
  readonly version: number;
  /** By date; those that are not in it are plain. */
  readonly nights: ReadonlyMap<string, Night>;
}

/** Which nights a holder has or waits for, by which they are found when it moves or goes. */
export interface Claim extends NightRange {
  readonly holder: Holder;
  /** When it ends by itself; null: never. */
  readonly until: string | null;
  /** Rises by one with every write. */
  readonly version: number;
}

/** What is to be written of a calendar: all of it or nothing. */
export interface CalendarWrite {
  /** New contents, with the versions that were read. */
  readonly months: readonly CalendarMonth[];
  /** As it was read, and as it shall be. */
  readonly claim?: { readonly before?: Claim | undefined; readonly after?: Claim | undefined };
}

export interface CalendarStore {
  /** The months that the ranges touch, in order, as they are now. */
  read(unit: UnitRef, ranges: readonly NightRange[]): Promise<readonly CalendarMonth[]>;
  claim(unit: UnitRef, holder: Holder): Promise<Claim | undefined>;
  /** False, and nothing written, when a month or the claim is not any more as it was read. */
  write(unit: CalendarWriter, write: CalendarWrite): Promise<boolean>;
}
