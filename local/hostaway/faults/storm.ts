import { tooManyRequests } from '../limiter.ts';
import type { Reply } from '../reply.ts';
import type { Fault } from './fault.ts';
import type { Strike } from './fault-plan.ts';

/** The 429 of a planned storm, with the end of the wait told as the fault says; undefined when none struck. */
export function stormReply(strike: Strike | undefined, now: number): Reply | undefined {
  if (strike?.fault.kind !== 'rate_limit') return undefined;
  const { hint, retry_after_ms } = strike.fault;
  const until = Number.isFinite(strike.ends_at) ? strike.ends_at : now + retry_after_ms;

  return { ...tooManyRequests, headers: hintHeaders(hint, until, now) };
}

type Hint = Extract<Fault, { kind: 'rate_limit' }>['hint'];

function hintHeaders(hint: Hint, until: number, now: number): Record<string, string> {
  const seconds = Math.ceil(until / 1000);
  switch (hint) {
    case 'unix_time':
      return { 'X-RateLimit-Retry-After': String(seconds), 'X-RateLimit-Applied': 'provider' };
    case 'seconds':
      return { 'Retry-After': String(Math.max(0, Math.ceil((until - now) / 1000))) };
    case 'http_date':
      return { 'Retry-After': new Date(seconds * 1000).toUTCString() };
    case 'none':
      return {};
  }
}
