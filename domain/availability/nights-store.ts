import type { CalendarMonth } from '../calendar/calendar-store.ts';
import type { NightRange } from '../calendar/nights.ts';
import type { Tenant } from '../common/tenant.ts';
import type { SaidNight } from './said-night.ts';

/** What the channel was told of the nights of a month. */
export interface SaidMonth {
  /** `yyyy-mm` */
  readonly month: string;
  /** By date; of those that are not in it nothing was said. */
  readonly nights: ReadonlyMap<string, SaidNight>;
}

/** Whose nights are told of where: what another external listing, or one of another account, was told does not count. */
export interface ToldListing extends Tenant {
  readonly id: string;
  readonly unit_id: string;
  readonly told: string;
}

/** A unit's nights as they are to be, and as a listing's channel was told last. */
export interface NightsStore {
  nights(
    listing: ToldListing,
    range: NightRange,
  ): Promise<{ readonly months: readonly CalendarMonth[]; readonly said: readonly SaidMonth[] }>;
}

/** The external listing, and the account that has it, as what it was told is kept under. */
export function toldOf(external_listing_id: string | null, window_key: string): string {
  return `${external_listing_id}@${window_key}`;
}
