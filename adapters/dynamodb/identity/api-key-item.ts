import { toTimestamp } from '../../../domain/common/time.ts';
import { type ApiKey, apiKeySchema } from '../../../domain/identity/api-key.ts';

/** As it is kept: `expires_at` is the table's TTL, in seconds since the epoch, so that keys that have run out go by themselves. */
export function apiKeyItem({ expires_at, ...key }: ApiKey): Record<string, unknown> {
  return {
    ...key,
    ...(expires_at !== null && { expires_at: Math.floor(Date.parse(expires_at) / 1000) }),
  };
}

/** @throws ZodError when the item is no key's */
export function toApiKey({ expires_at, ...item }: Record<string, unknown>): ApiKey {
  return apiKeySchema.parse({ ...item, expires_at: expiry(expires_at) });
}

/** The moment in an item's TTL; null for an item without one. @throws RangeError for one that is no number */
export function expiry(seconds: unknown): string | null {
  return seconds === undefined ? null : toTimestamp(Number(seconds) * 1000);
}
