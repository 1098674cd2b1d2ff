import { isDeepStrictEqual } from 'node:util';
import { holdersAt, type Night } from '../calendar/night.ts';
import { isCurrency } from '../supply/currencies.ts';
import type { Unit } from '../supply/unit.ts';
import type { SaidNight } from './said-night.ts';

/** What of a unit a night falls back on. */
export type NightDefaults = Pick<
  Unit,
  'currency' | 'base_nightly_rate' | 'min_nights' | 'max_nights'
>;

interface Context {
  readonly unit: NightDefaults;
  /** What the channel was told of the night before. */
  readonly said: SaidNight;
  /** The channel may have anything that was ever wanted of the night, whatever is known of what it was told. */
  readonly unsure: boolean;
  readonly now: number;
}

/**
 * What a channel is to be told of a night. Of what the calendar has never said anything, nothing is said: a price or a block that people at the
 * channel have set stays. What was said once is said from then on, also when it is over: that the night is open again, and costs
 * what the unit costs.
 */
export function wantedNight(night: Night, { unit, said, unsure, now }: Context): SaidNight {
  const { claimants: _, ...own } = night;
  const once = Object.entries(usualNight(unit)).filter(([name]) => name in said);
  const wanted: SaidNight = {
    ...said,
    ...Object.fromEntries(once),
    ...own,
    ...(unsure && { closed: false }),
    ...(holdersAt(night, now)[0] !== null && { closed: true }),
  };
  const { price: __, ...unpriced } = wanted;

  return isPriced(unit) ? wanted : unpriced;
}

/** A night of which the calendar says nothing. What the unit does not say either is not known. */
function usualNight({ base_nightly_rate, min_nights, max_nights }: NightDefaults) {
  return {
    ...{ closed: false, closed_to_arrival: false, closed_to_departure: false },
    ...{ min_nights: min_nights ?? 1 },
    ...(base_nightly_rate != null && { price: base_nightly_rate }),
    ...(max_nights != null && { max_nights }),
  };
}

/** Without a currency no price is better than one in unknown units. */
function isPriced({ currency }: NightDefaults): boolean {
  return currency != null && isCurrency(currency);
}

/** Whether the channel has been told all of it. */
export function isSaid(wanted: SaidNight, said: SaidNight): boolean {
  return isDeepStrictEqual({ ...said, ...wanted }, said);
}

/** When (epoch ms) the night is not any more as it is now, with nobody doing anything: a hold ends. Infinity: never. */
export function changesAt({ claimants }: Night, now: number): number {
  const ends = claimants.flatMap(({ until }) => (until === undefined ? [] : Date.parse(until)));

  return Math.min(Number.POSITIVE_INFINITY, ...ends.filter((end) => end > now));
}
