import type { StoredListing } from '../listings/listing.ts';

/** No wait between retries is longer (spec, Business Rule 5). */
const capMs = 60_000;
const baseMs = 2_000;

/** Retries after the first attempt before an operation is given up (spec, Business Rule 5). */
export const maxRetries = 5;

/**
 * Full-jitter exponential backoff: `uniform(0, min(cap, base * 2^retry))` in ms, for the retry with this number (0 first).
 * `random` gives numbers in [0, 1).
 */
export function backoffMs(retry: number, random: () => number): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** retry));
}

/** Attempts made and retries used of the operation with this key; a new operation begins anew. */
export function budget(listing: StoredListing, key: string): { attempts: number; retries: number } {
  if (listing.attempt_key !== key) return { attempts: 0, retries: 0 };

  return { attempts: listing.attempt_count ?? 0, retries: listing.retry_count };
}
