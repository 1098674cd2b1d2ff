import type { CalendarMonth } from '../calendar/calendar-store.ts';
import { plainNight } from '../calendar/night.ts';
import {
  dateAt,
  monthOf,
  type NightRange,
  nightsAhead,
  nightsOf,
  rangesOf,
} from '../calendar/nights.ts';
import { addDays } from '../common/day.ts';
import { contentHash, sha256 } from '../common/payload-hash.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { Unit } from '../supply/unit.ts';
import { type NightsPart, unsureNow, untold } from './nights-part.ts';
import type { SaidMonth } from './nights-store.ts';
import { type SaidNight, type SaidRange, saidRanges } from './said-night.ts';
import { changesAt, isSaid, wantedNight } from './wanted-night.ts';

/** One call about nights. */
export interface NightsWork {
  readonly ranges: readonly SaidRange[];
  /** Null: the unit has none, and no price is among them. */
  readonly currency: string | null;
  /** The nights of the ranges. */
  readonly nights: ReadonlySet<string>;
  /** What the channel was told of the months concerned, once it has accepted the call. */
  readonly told: readonly SaidMonth[];
  /** What the listing is to know of it then, apart from what is in doubt. */
  readonly known: Pick<NightsPart, 'again' | 'resync_id' | 'checked_at'>;
}

/** What is to be said of a unit's nights now, and when (epoch ms; Infinity: never) that changes by itself. */
export interface NightsPlan {
  readonly work: NightsWork | undefined;
  readonly idempotency_key: string;
  /** More nights are to be told of than one call can. */
  readonly more: boolean;
  readonly changes_at: number;
}

interface Planned {
  readonly listing: Pick<StoredListing, 'id' | 'target_id' | 'nights' | 'resync_id'>;
  readonly unit: Unit;
  readonly months: readonly CalendarMonth[];
  readonly said: readonly SaidMonth[];
  /** So many ranges fit into a call. */
  readonly most_ranges: number;
  readonly now: number;
}

/** The nights that can be sold, from the one that begins today where the unit is. */
export function nightsOnSale({ timezone }: Pick<Unit, 'timezone'>, now: number): NightRange {
  const from = dateAt(timezone, now);

  return { from, to: addDays(from, nightsAhead) };
}

/** Compares what a unit's calendar says with what the channel was told; the nights that are closed come first. */
export function planNights(planned: Planned): NightsPlan {
  const { listing, unit, most_ranges } = planned;
  const { nights: part = untold, resync_id } = listing;
  const asker = resync_id === part.resync_id ? undefined : resync_id;
  const said = new Map(planned.said.flatMap(({ nights }) => [...nights]));
  const { wanted, changes_at } = nightsToTell({
    ...planned,
    part,
    said,
    isAsked: asker !== undefined,
  });
  const ranges = closedFirst(saidRanges(wanted)).slice(0, most_ranges);
  const nights = new Set(ranges.flatMap(nightsOf));
  const left = [...wanted.keys()].filter((date) => !nights.has(date));
  const again = asker === undefined ? againOf(part).filter((date) => !nights.has(date)) : left;
  const known = {
    checked_at: part.checked_at ?? planned.now,
    ...(again.length > 0 && { again: rangesOf(again) }),
    ...(resync_id !== undefined && { resync_id }),
  };
  const work = {
    ranges,
    nights,
    known,
    currency: unit.currency ?? null,
    told: toldAfter(said, ranges),
  };

  return {
    work: ranges.length === 0 ? undefined : work,
    idempotency_key: keyOf(listing, { accepted: part.accepted, ranges, asker }),
    more: left.length > 0,
    changes_at,
  };
}

/** The nights of which the channel is to be told something, and when any of them changes by itself. */
function nightsToTell(
  of: Omit<Planned, 'said'> & {
    readonly part: NightsPart;
    readonly said: ReadonlyMap<string, SaidNight>;
    readonly isAsked: boolean;
  },
) {
  const { unit, months, part, said, isAsked, now } = of;
  const unsure = new Set(unsureNow(part, now).flatMap(nightsOf));
  const again = new Set(againOf(part));
  const calendar = new Map(months.flatMap(({ nights }) => [...nights]));
  const wanted = new Map<string, SaidNight>();
  let changes_at = Number.POSITIVE_INFINITY;
  const { from, to } = nightsOnSale(unit, now);
  // Of any other night there is nothing to say.
  for (const date of new Set([...calendar.keys(), ...said.keys(), ...unsure])) {
    if (date < from || date >= to) continue;
    const night = calendar.get(date) ?? plainNight;
    const before = said.get(date) ?? {};
    const isUnsure = unsure.has(date);
    const want = wantedNight(night, { unit, said: before, unsure: isUnsure, now });
    changes_at = Math.min(changes_at, changesAt(night, now));
    const isDue = isAsked || isUnsure || again.has(date) || !isSaid(want, before);
    if (isDue && Object.keys(want).length > 0) wanted.set(date, want);
  }

  return { wanted, changes_at };
}

function againOf({ again = [] }: NightsPart): string[] {
  return again.flatMap(nightsOf);
}

/** A guest who books a night that is taken is worse than one who pays yesterday's price. */
function closedFirst(ranges: readonly SaidRange[]): SaidRange[] {
  return ranges.toSorted(
    (one, other) => Number(other.closed === true) - Number(one.closed === true),
  );
}

/** The months that the ranges touch, with what was said of them before. */
function toldAfter(
  said: ReadonlyMap<string, SaidNight>,
  ranges: readonly SaidRange[],
): SaidMonth[] {
  const told = ranges.flatMap(({ from, to, ...night }) =>
    nightsOf({ from, to }).map((date) => [date, { ...said.get(date), ...night }] as const),
  );
  const months = new Set(told.map(([date]) => monthOf(date)));
  const all = [...new Map([...said, ...told])].filter(([date]) => months.has(monthOf(date)));

  return [...Map.groupBy(all, ([date]) => monthOf(date))].map(([month, nights]) => ({
    month,
    nights: new Map(nights),
  }));
}

/** One operation until it is accepted. What is said a second time, since it was something else meanwhile, is another one. */
function keyOf(
  { id, target_id }: Planned['listing'],
  {
    accepted,
    ranges,
    asker,
  }: { accepted: number; ranges: readonly SaidRange[]; asker: string | undefined },
): string {
  return sha256(['nights', target_id, id, accepted, contentHash(ranges), asker ?? ''].join('|'));
}
