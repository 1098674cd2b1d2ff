import type { SaidRange } from '../../../domain/availability/said-night.ts';
import type { NightsBody, NightsToTell, Payload } from '../../../domain/channel/channel.ts';
import { addDays } from '../../../domain/common/day.ts';
import { withoutUndefined } from '../../../domain/common/without-undefined.ts';
import { inMajorUnits } from './money-units.ts';

/** So many intervals does `PUT /listings/{id}/calendarIntervals` take (its documentation). */
export const mostIntervals = 200;

/**
 * Nights as Hostaway's calendar has them. Its `endDate` is the last night of an interval: its examples read so. What an interval does
 * not name stays.
 */
export function nightsBody({ ranges, currency }: NightsToTell): NightsBody {
  return ranges.map((range) => intervalOf(range, currency));
}

function intervalOf({ from, to, price, ...said }: SaidRange, currency: string | null): Payload {
  const { closed, min_nights, max_nights, closed_to_arrival, closed_to_departure } = said;

  return withoutUndefined({
    startDate: from,
    endDate: addDays(to, -1),
    isAvailable: closed === undefined ? undefined : Number(!closed),
    price: inMajorUnits(price, currency) ?? undefined,
    minimumStay: min_nights,
    maximumStay: max_nights,
    closedOnArrival: closed_to_arrival === undefined ? undefined : Number(closed_to_arrival),
    closedOnDeparture: closed_to_departure === undefined ? undefined : Number(closed_to_departure),
  });
}
