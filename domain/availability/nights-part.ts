import * as z from 'zod';
import { type NightRange, nightSchema, nightsOf } from '../calendar/nights.ts';
import { coveringRanges } from './said-night.ts';

/** A listing's row has to stay small. */
const mostUnsure = 24;

/**
 * What a listing knows of the nights that its channel was told of, beside what it was told (`NightsStore`). Absent while it has
 * been told of none.
 */
export const nightsPartSchema = z.object({
  /** Writes that were accepted: part of the key, so that what was so before and is so again is another operation. */
  accepted: z.int(),
  /** Nights that a write without a clear answer was about: what the channel has of them is not known. */
  unsure: z.array(z.object({ from: nightSchema, to: nightSchema })).optional(),
  /** Until then (epoch ms) the channel may still apply such a write. */
  doubt_until: z.number().optional(),
  /** They were accepted before that: they are sent once more after then (epoch ms). */
  confirm_at: z.number().optional(),
  /** Nights that are to be sent again though they were accepted, such as those that the channel shows otherwise. */
  again: z.array(z.object({ from: nightSchema, to: nightSchema })).optional(),
  /** The operation that has failed for good, and why; it is not tried again unless somebody asks for it. */
  failed_key: z.string().length(64).optional(),
  error_message: z.string().optional(),
  /** When (epoch ms) the channel's calendar was read back last, or first written. */
  checked_at: z.number().optional(),
  /** The resync that all nights were sent for, or are not to be sent for again. */
  resync_id: z.uuid().optional(),
});

export type NightsPart = z.infer<typeof nightsPartSchema>;

interface Accepted {
  readonly nights: ReadonlySet<string>;
  readonly known: Pick<NightsPart, 'again' | 'resync_id' | 'checked_at'>;
  readonly early: boolean;
}

export const untold: NightsPart = { accepted: 0 };

/** With nights that a call is about to be made for: a crash leaves them unsure. */
export function unsureOf(
  part: NightsPart,
  nights: Iterable<string>,
  doubt_until: number,
): NightsPart {
  const { confirm_at: _, ...rest } = part;
  const all = [...(part.unsure ?? []).flatMap(nightsOf), ...nights];

  return { ...rest, unsure: coveringRanges(all, mostUnsure), doubt_until };
}

/**
 * After a call that was accepted. `early`: it began while an older write may still be applied over it, so that nights stay unsure
 * until they have been sent again.
 */
export function acceptedPart(
  { accepted, unsure = [], doubt_until }: NightsPart,
  { nights, known, early }: Accepted,
): NightsPart {
  const part = { ...known, accepted: accepted + 1 };
  const left = early
    ? unsure.flatMap(nightsOf)
    : unsure.flatMap(nightsOf).filter((night) => !nights.has(night));
  if (left.length === 0) return part;
  const doubt = { unsure: coveringRanges(left, mostUnsure), doubt_until };

  return early ? { ...part, ...doubt, confirm_at: doubt_until } : { ...part, ...doubt };
}

/** The unsure nights that are to be sent now; none while the doubt about what was accepted since lasts. */
export function unsureNow({ unsure = [], confirm_at = 0 }: NightsPart, now: number): NightRange[] {
  return confirm_at > now ? [] : unsure;
}
