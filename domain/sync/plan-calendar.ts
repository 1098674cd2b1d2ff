import type { Work } from '../attempts/attempt.ts';
import { checkEveryMs } from '../availability/check-nights.ts';
import { untold } from '../availability/nights-part.ts';
import { toldOf } from '../availability/nights-store.ts';
import { type NightsWork, nightsOnSale, planNights } from '../availability/plan-nights.ts';
import { contentHash } from '../common/payload-hash.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { NightsCheck } from './check-nights.ts';
import type { Planned } from './plan.ts';
import type { SyncDeps } from './sync-deps.ts';

/** What the nights of a listing need. `look_at`: when (epoch ms; Infinity: never) that changes by itself. */
export type CalendarPlan = { readonly look_at: number } & (
  | { readonly kind: 'call'; readonly work: Omit<Work, 'rest'>; readonly more: boolean }
  | { readonly kind: 'check'; readonly check: NightsCheck }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'nothing' }
);

/** Compares the unit's calendar with what the channel was told of it; makes no call and no write. */
export async function planCalendar(
  { job, listing, unit, target, connected }: Planned,
  deps: Pick<SyncDeps, 'nights' | 'clock'>,
): Promise<CalendarPlan> {
  // Of a listing that is gone there are no nights to tell.
  if (unit === undefined || listing.status === 'error') return nothing;
  const now = deps.clock();
  const told = toldOf(listing.external_listing_id, target.window_key);
  const ref = { ...listing, unit_id: unit.id, told };
  const nights = await deps.nights.nights(ref, nightsOnSale(unit, now));
  const { channel } = connected;
  const planned = planNights({ listing, unit, ...nights, most_ranges: channel.most_ranges, now });
  const { work, idempotency_key, more } = planned;
  const check_at = checkAt(listing, work, now);
  const times = [planned.changes_at, listing.nights?.confirm_at ?? never, check_at];
  const look_at = Math.min(never, ...times.filter((at) => at > now));
  if (work === undefined) {
    const said = new Map(nights.said.flatMap((month) => [...month.nights]));
    return check_at <= now
      ? { kind: 'check', check: { listing, unit, said }, look_at }
      : { kind: 'nothing', look_at };
  }
  const failed = failureOf(listing, idempotency_key);
  if (failed !== undefined) return { kind: 'failed', message: failed, look_at };
  const body = channel.nightsBody(work);

  return {
    kind: 'call',
    ...{ more, look_at },
    work: {
      ...{ job, listing, operation: 'update', idempotency_key, unit_version: unit.version },
      ...{ newest: true, mapped: null, payload_hash: contentHash(body), left_out: [] },
      ...{ nights: { ...work, body }, look_at },
    },
  };
}

const never = Number.POSITIVE_INFINITY;
const nothing: CalendarPlan = { kind: 'nothing', look_at: never };

/** When (epoch ms; Infinity: never) the channel's calendar is to be read back: not before it was told of a night. */
function checkAt(
  { nights = untold }: StoredListing,
  work: NightsWork | undefined,
  now: number,
): number {
  const { checked_at, accepted } = nights;
  if (checked_at !== undefined) return checked_at + checkEveryMs;
  if (accepted > 0) return now;

  return work === undefined ? never : now + checkEveryMs;
}

/** Why this very operation is not tried again, unless an operator asks for it. */
function failureOf(
  { nights = untold, request_id }: StoredListing,
  key: string,
): string | undefined {
  return nights.failed_key === key && request_id === undefined ? nights.error_message : undefined;
}
