import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';

/** What somebody has met that may make a rule hold: a call that was refused, failed or slow; a listing that failed or waits; a booking in a conflict. */
export type Trouble = 'calls' | 'listings' | 'bookings';

/** What only its finder can tell: no row shows it afterwards. */
export type Finding = 'changes_forgotten' | 'consumer_off' | 'inbound_failed' | 'subscription_lost';

/** Has targets looked at within the minute. */
export interface TargetWatch {
  mark(target: TargetIdentity, trouble: Trouble): Promise<void>;
  /** `count`: how much was found. */
  found(target: TargetIdentity, finding: Finding, count: number): Promise<void>;
}

const moment = timestampSchema.optional();

/** A target that is to be looked at: what was met there, and what the last look made of it. Moments are absent before the first. */
export const watchedSchema = z.object({
  ...tenantSchema.shape,
  id: z.uuid(),
  /** How often anything was met. */
  marks: z.int().min(0).default(0),
  /** When trouble of each kind was met last. */
  calls_at: moment,
  listings_at: moment,
  bookings_at: moment,
  changes_forgotten_at: moment,
  changes_forgotten: z.int().min(0).optional(),
  consumer_off_at: moment,
  consumer_off: z.int().min(0).optional(),
  inbound_failed_at: moment,
  inbound_failed: z.int().min(0).optional(),
  subscription_lost_at: moment,
  subscription_lost: z.int().min(0).optional(),
  looked_at: moment,
  listings_looked_at: moment,
  /** When to look again though nothing new is met; absent: not at all. */
  again_at: moment,
  /** The same with its listings. */
  listings_again_at: moment,
});

export type Watched = z.infer<typeof watchedSchema>;

/** When a look was made, and when the next ones are due; times are ISO 8601. */
export type Looked = Pick<
  Watched,
  'looked_at' | 'listings_looked_at' | 'again_at' | 'listings_again_at'
>;

/** The targets that are watched. */
export interface WatchList {
  /** All tenants' in no order. May be some moments old. */
  all(): AsyncIterable<Watched>;
  note(watched: Watched, looked: Looked): Promise<void>;
  /** Unless something was met since it was read. */
  remove(watched: Watched): Promise<void>;
}

/** Listings are many, so they are looked at so often (ms) at most, however much is met. */
const listingsEveryMs = 5 * 60_000;

/** Whether a target is to be looked at now (epoch ms). */
export function isDue(watched: Watched, now: number): boolean {
  return isMet(watched) || isOver(watched.again_at, now) || listingsAreDue(watched, now);
}

/** Whether a look has to read its listings. */
export function listingsAreDue(watched: Watched, now: number): boolean {
  const { listings_at, listings_looked_at: looked, listings_again_at } = watched;
  if (isOver(listings_again_at, now)) return true;
  if (listings_at === undefined) return false;

  return looked === undefined || (listings_at >= looked && isOld(looked, now));
}

/** When listings in which something was met since the last look at them may be looked at (epoch ms); undefined: nothing was. */
export function nextListingsLook({ listings_at, listings_looked_at }: Watched): number | undefined {
  if (listings_at === undefined || listings_looked_at === undefined) return undefined;

  return listings_at < listings_looked_at
    ? undefined
    : Date.parse(listings_looked_at) + listingsEveryMs;
}

function isOld(looked: string, now: number): boolean {
  return now - Date.parse(looked) >= listingsEveryMs;
}

/** What was met in the very moment of the last look may be missing from it. */
function isMet({ looked_at, calls_at, listings_at, bookings_at, ...found }: Watched): boolean {
  const { changes_forgotten_at, consumer_off_at, inbound_failed_at, subscription_lost_at } = found;
  const ofUpkeep = [changes_forgotten_at, consumer_off_at];
  const ofBookings = [bookings_at, inbound_failed_at, subscription_lost_at];
  const met = [calls_at, listings_at, ...ofUpkeep, ...ofBookings];

  return met.some((at) => at !== undefined && (looked_at === undefined || at >= looked_at));
}

function isOver(at: string | undefined, now: number): boolean {
  return at !== undefined && Date.parse(at) <= now;
}
