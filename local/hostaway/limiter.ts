import { failMessage, type Reply } from './reply.ts';
import type { Limits, Window } from './simulator-options.ts';
import { SlidingWindow } from './sliding-window.ts';

interface Rules {
  readonly account: Window | null;
  readonly ip: Window | null;
  /** Reservations made by an account, which count here and nowhere else. */
  readonly bookings: Window | null;
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
  /** It makes a reservation. */
  readonly is_booking: boolean;
}

interface Counter {
  readonly applied: 'account' | 'ip' | 'endpoint';
  readonly limit: Window;
  readonly window: SlidingWindow;
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
    const counters = this.#countersOf(call);
    for (const { applied, limit, window } of counters) {
      const freeAt = window.freeAt(call.at);
      if (freeAt > call.at) return tooMany({ applied, limit, freeAt });
    }
    for (const { window } of counters) window.charge(call.at);

    return undefined;
  }

  #countersOf({ account_id, ip, is_token_call, is_booking }: Charge): Counter[] {
    const rules = this.#rules;
    const counter = (applied: Counter['applied'], key: unknown, limit: Window): Counter => ({
      applied,
      limit,
      window: this.#window(`${applied} ${key}`, limit),
    });
    if (is_booking && rules.bookings !== null && account_id !== null)
      return [counter('endpoint', account_id, rules.bookings)];
    const isCounted = account_id !== null && (rules.token_calls || !is_token_call);

    return [
      ...(rules.ip === null ? [] : [counter('ip', ip, rules.ip)]),
      ...(rules.account === null || !isCounted
        ? []
        : [counter('account', account_id, rules.account)]),
    ];
  }

  #window(key: string, rule: Window): SlidingWindow {
    const window = this.#windows.get(key) ?? new SlidingWindow(rule);
    this.#windows.set(key, window);

    return window;
  }
}

function rulesOf(limits: Limits): Rules {
  const bookings = perTenSeconds(200);
  if (limits === 'none') return { account: null, ip: null, bookings: null, token_calls: false };
  if (limits === 'current') {
    return { account: perTenSeconds(200), ip: perTenSeconds(200), bookings, token_calls: false };
  }
  if (limits === 'legacy') {
    return { account: perTenSeconds(20), ip: perTenSeconds(15), bookings, token_calls: false };
  }
  if ('max_requests' in limits) {
    return { account: limits, ip: null, bookings: null, token_calls: true };
  }

  return { ...limits, bookings: null, token_calls: false };
}

/** The four headers come with a 429 only; `Retry-After` is a moment in Unix seconds, not a number of seconds. */
function tooMany(hit: Pick<Counter, 'applied' | 'limit'> & { freeAt: number }): Reply {
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
