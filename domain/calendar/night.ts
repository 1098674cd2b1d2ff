import * as z from 'zod';
import { timestampSchema } from '../common/time.ts';
import { minorUnits, nightCount } from '../supply/unit.ts';

/** What a night can be held by: a guest, somebody's word that it is not for sale, a booking in the making, an imported calendar. */
export const holderSchema = z.object({
  kind: z.enum(['booking', 'block', 'hold', 'feed']),
  id: z.string().min(1).max(200),
});

export type Holder = z.infer<typeof holderSchema>;

/** A holder that has the night or waits for it; from `until` on it does neither. */
const claimantSchema = holderSchema.extend({ until: timestampSchema.optional() });

export type Claimant = z.infer<typeof claimantSchema>;

/** What a night can have of its own; the unit's where it is absent. `price` is in minor units of the unit's currency. */
export const nightValuesSchema = z.object({
  price: minorUnits.optional(),
  min_nights: nightCount.optional(),
  max_nights: nightCount.optional(),
  closed_to_arrival: z.boolean().optional(),
  closed_to_departure: z.boolean().optional(),
});

/**
 * A night as it is kept. Its claimants are in the order in which they came: the first that has not ended has the night, so that it
 * cannot have two holders, and the next one has it by itself when the first one goes or ends.
 */
export const keptNightSchema = nightValuesSchema.extend({
  claimants: z.array(claimantSchema).readonly().default([]),
});

export type Night = z.infer<typeof keptNightSchema>;

/** A night of which nothing is known: open, at the unit's price. */
export const plainNight: Night = { claimants: [] };

/** Who has the night at a moment (epoch ms), and who waits for it, in their order. */
export function holdersAt(night: Night, now: number): readonly [Holder | null, ...Holder[]] {
  const [first = null, ...waiting] = liveClaimants(night, now).map(({ kind, id }) => ({
    ...{ kind, id },
  }));

  return [first, ...waiting];
}

/** The night with a claimant, who keeps the place it has or comes last. Those that have ended are gone. */
export function withClaimant(night: Night, claimant: Claimant, now: number): Night {
  const live = liveClaimants(night, now);
  const claimants = live.some((other) => isSame(other, claimant))
    ? live.map((other) => (isSame(other, claimant) ? claimant : other))
    : [...live, claimant];

  return { ...night, claimants };
}

/** The night without a claimant, whose place goes to the next one. */
export function withoutClaimant(night: Night, holder: Holder, now: number): Night {
  return {
    ...night,
    claimants: liveClaimants(night, now).filter((other) => !isSame(other, holder)),
  };
}

export function isSame(one: Holder, other: Holder): boolean {
  return one.kind === other.kind && one.id === other.id;
}

function liveClaimants({ claimants }: Night, now: number): readonly Claimant[] {
  return claimants.filter(({ until }) => until === undefined || Date.parse(until) > now);
}
