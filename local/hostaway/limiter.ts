import { failMessage, type Reply } from './reply.ts';
import type { Limits, Window } from './simulator-options.ts';
import { SlidingWindow } from './sliding-window.ts';

interface Rules {
  readonly account: Window | null;
  readonly ip: Window | null;
  /** Whether minting a token counts for the account; nobody knows, so only the strict receiver does it. */
  readonly token_calls: boolean;
}

const perTenSeconds = (max: number): Window => ({ max_requests: max, window_ms: 10_000 });

interface Charge {
  readonly at: number;
  readonly ip: string;
  /** Null before the caller is known. */
  readonly account_id: number | null;
  readonly is_token_call: boolean;
}

/** The sliding windows of every account and address. */
export class Limiter {
  #rules: Rules;
  readonly #windows = new Map<string, SlidingWindow>();

  constructor(limits: Limits) {
    this.#rules = rulesOf(limits);
  }

  /** Other limits from now on; what has been counted is forgotten. */
  use(limits: Limits): void {
    this.#rules = rulesOf(limits);
    this.#windows.clear();
  }

  /** Counts a call where it belongs, or answers 429 and counts it nowhere. */
  charge(call: Charge): Reply | undefined {
    const { account, ip, token_calls } = this.#rules;
    const counters: { applied: 'account' | 'ip'; limit: Window; window: SlidingWindow }[] = [];
    if (ip !== null) {
      counters.push({ applied: 'ip', limit: ip, window: this.#window(`ip ${call.ip}`, ip) });
    }
    if (account !== null && call.account_id !== null && (token_calls || !call.is_token_call)) {
      const window = this.#window(`account ${call.account_id}`, account);
      counters.push({ applied: 'account', limit: account, window });
    }

    for (const { applied, limit, window } of counters) {
      const freeAt = window.freeAt(call.at);
      if (freeAt > call.at) return tooMany({ applied, limit, freeAt });
    }
    for (const { window } of counters) window.charge(call.at);

    return undefined;
  }

  #window(key: string, rule: Window): SlidingWindow {
    const window = this.#windows.get(key) ?? new SlidingWindow(rule);
    this.#windows.set(key, window);

    return window;
  }
}

function rulesOf(limits: Limits): Rules {
  if (limits === 'none') return { account: null, ip: null, token_calls: false };
  if (limits === 'current') {
    return { account: perTenSeconds(200), ip: perTenSeconds(200), token_calls: false };
  }
  if (limits === 'legacy') {
    return { account: perTenSeconds(20), ip: perTenSeconds(15), token_calls: false };
  }
  if ('max_requests' in limits) return { account: limits, ip: null, token_calls: true };

  return { ...limits, token_calls: false };
}

/** The four headers come with a 429 only; `Retry-After` is a moment in Unix seconds, not a number of seconds. */
function tooMany(hit: { applied: 'account' | 'ip'; limit: Window; freeAt: number }): Reply {
  return {
    ...tooManyRequests,
    headers: {
      'X-RateLimit-Limit': String(hit.limit.max_requests),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Retry-After': String(Math.ceil(hit.freeAt / 1000)),
      'X-RateLimit-Applied': hit.applied,
    },
  };
}

export const tooManyRequests = failMessage(429, 'Rate limit exceeded: too many requests.');
