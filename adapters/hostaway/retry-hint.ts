import type { IncomingHttpHeaders } from 'node:http';

const maxWaitMs = 3_600_000;
/** Above these a number cannot be a wait: it is a moment, in seconds or milliseconds since 1970. */
const secondsSince1970 = 1e9;
const millisSince1970 = 1e11;

/**
 * When a 429 says to call again, in epoch ms, or null when it does not say. Hostaway sends `X-RateLimit-Retry-After` as Unix time;
 * `Retry-After` (RFC 9110: seconds or a date) is what others and proxies send. Each form is understood in both headers, the
 * latest wins, and the result lies between now and an hour from now: a moment mistaken for a wait is 56 years.
 */
export function retryAt(headers: IncomingHttpHeaders, now: number): number | null {
  const moments = [headers['x-ratelimit-retry-after'], headers['retry-after']]
    .flatMap((value) => value ?? [])
    // A header sent twice arrives as a list; dates have commas of their own.
    .flatMap((value) => (/^[\d.,\s]+$/.test(value) ? value.split(',') : value))
    .map((value) => toMoment(value.trim(), now))
    .filter((moment) => moment !== undefined);

  if (moments.length === 0) return null;
  return Math.min(Math.max(now, ...moments), now + maxWaitMs);
}

function toMoment(value: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(value)) {
    const number = Number(value);
    if (number >= millisSince1970) return Math.ceil(number);
    if (number >= secondsSince1970) return Math.ceil(number * 1000);
    return now + Math.ceil(number * 1000);
  }
  const date = Date.parse(inUtc(value) ?? '');
  return Number.isNaN(date) ? undefined : date;
}

/**
 * A date with its zone; undefined for what is none, since Date.parse takes almost anything with a digit for a date, e.g. "-5". A date
 * without a zone is in UTC (RFC 9110, 5.6.7), not in that of this process.
 */
function inUtc(value: string): string | undefined {
  const isIso = /^\d{4}-\d{2}-\d{2}[T ]/.test(value);
  if (!isIso && !/^[a-z]{3,9},? /i.test(value)) return undefined;
  if (/(?:Z|GMT|UTC?|[+-]\d{2}:?\d{2})$/i.test(value)) return value;

  return isIso ? `${value.replace(' ', 'T')}Z` : `${value} GMT`;
}

/** Words for the limits that `X-RateLimit-Applied` names. */
const limits = new Map([
  ['account', 'the limit of the account'],
  ['endpoint', 'the limit of this kind of call'],
  ['ip', 'the limit per IP address, which all accounts called from here share'],
  ['provider', 'the limit of the provider'],
]);
/** Other accounts use up the limit per address as well and are told the same moment: each leaves out a whole window. */
const windowMs = 10_000;

/** Which limit a 429 is about, in words for operators (null: it does not say), and when to call again (see `retryAt`). */
export function limitHit(
  headers: IncomingHttpHeaders,
  now: number,
): { readonly limit: string | null; readonly retry_at: number | null } {
  const applied = String(headers['x-ratelimit-applied'] ?? '')
    .trim()
    .toLowerCase();
  const named = retryAt(headers, now);

  return {
    limit: limits.get(applied) ?? null,
    retry_at: applied === 'ip' ? Math.max(named ?? 0, now + windowMs) : named,
  };
}
