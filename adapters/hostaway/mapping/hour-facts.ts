import type { Unit } from '../../../domain/supply/unit.ts';

const latestHour = 23;

/**
 * Times of day as whole hours, which is what Hostaway takes, so that nobody comes before the home is ready or leaves after it is
 * needed: arrivals begin at the next hour and end at the last, departures at the last. No hour is after 23.
 */
export function hourFacts({ check_in_from, check_in_until, check_out_until }: Unit) {
  const from = hourOf(check_in_from, 59);

  return {
    from: from === null ? null : Math.min(from, latestHour),
    /** Guests may come before the home is ready. */
    too_late: from !== null && from > latestHour,
    until: hourOf(check_in_until, 0),
    out: hourOf(check_out_until, 0),
  };
}

function hourOf(time: string | null | undefined, rounding: number): number | null {
  if (time == null) return null;
  const [hour, minute] = time.split(':').map(Number);

  return Math.floor(((hour ?? 0) * 60 + (minute ?? 0) + rounding) / 60);
}
