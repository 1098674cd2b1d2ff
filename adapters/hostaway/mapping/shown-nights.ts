import * as z from 'zod';
import type { SaidNight } from '../../../domain/availability/said-night.ts';
import { withoutUndefined } from '../../../domain/common/without-undefined.ts';
import { inMinorUnits } from './money-units.ts';

const flag = z.union([z.number(), z.boolean()]).transform(Boolean).nullish().catch(undefined);
const amount = z.coerce.number().nullish().catch(undefined);

/** Days as Hostaway shows them; what cannot be understood of one counts as not shown. */
export const shownCalendarSchema = z.object({
  result: z.array(
    z.looseObject({
      date: z.iso.date(),
      isAvailable: flag,
      price: amount,
      minimumStay: amount,
      maximumStay: amount,
      closedOnArrival: flag,
      closedOnDeparture: flag,
    }),
  ),
});

type ShownDay = z.infer<typeof shownCalendarSchema>['result'][number];

/** Nights by date, with prices in minor units of a currency; without one no price is compared. */
export function shownNights(
  days: readonly ShownDay[],
  currency: string | null,
): ReadonlyMap<string, SaidNight> {
  return new Map(days.map((day) => [day.date, shownNight(day, currency)]));
}

function shownNight(day: ShownDay, currency: string | null): SaidNight {
  const { isAvailable, price, minimumStay, maximumStay, closedOnArrival, closedOnDeparture } = day;

  return withoutUndefined({
    closed: isAvailable == null ? undefined : !isAvailable,
    price: inMinorUnits(price, currency) ?? undefined,
    min_nights: minimumStay ?? undefined,
    max_nights: maximumStay ?? undefined,
    closed_to_arrival: closedOnArrival ?? undefined,
    closed_to_departure: closedOnDeparture ?? undefined,
  });
}
