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
  // Date.parse takes almost anything with a digit for a date, e.g. "-5".
  const date = /^[a-z]{3,9},? |^\d{4}-\d{2}-\d{2}T/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
