import type { RateLimitConfig } from '../channels/target.ts';

/** At most `max_weight` of call weight in any trailing `window_ms`. Plain request limits weigh each call 1. */
export interface WindowLimit {
  readonly max_weight: number;
  readonly window_ms: number;
}

/** The rules a channel account's calls obey, all of them at once. */
export interface WindowPolicy {
  readonly limits: readonly WindowLimit[];
  /** Added to each window: covers the network's jitter, so that the receiver sees no more than the sender sent. */
  readonly margin_ms: number;
  /** Least time between two starts; keeps bursts small. */
  readonly min_gap_ms: number;
}

export type CallKind = 'live' | 'replay';

/** One reserved call. `w` is absent for weight 1, `r` present for a replay. Short names: the log is stored with each call. */
export interface Reservation {
  readonly t: number;
  readonly w?: number;
  readonly r?: 1;
}

/** The exact log of a window, oldest first, and the moment until which the channel asked for silence (epoch ms). */
export interface WindowLog {
  readonly reserved: readonly Reservation[];
  readonly blocked_until: number;
  /** How long reservations are remembered: the longest window (with margin) that any sharer of the account counts in. */
  readonly memory_ms: number;
}

export interface ReserveRequest {
  readonly policy: WindowPolicy;
  readonly now: number;
  /** How many calls are wanted, each of `weight` (default 1). */
  readonly count: number;
  readonly weight?: number;
  readonly kind: CallKind;
  /** No call starts earlier than this (epoch ms). @default now */
  readonly from?: number;
  /** Calls that could start only later than this are not reserved (epoch ms). */
  readonly until: number;
}

export const emptyLog: WindowLog = { reserved: [], blocked_until: 0, memory_ms: 0 };

/** Replays never take the last quarter of a window, so that live traffic always moves. */
const replayShare = 0.75;
const defaultMarginMs = 500;
const longestGapMs = 250;

/** The policy of a target's `rate_limit_config`: one window, with margin and gap. */
export function windowPolicy(config: RateLimitConfig): WindowPolicy {
  const windowMs = config.window_seconds * 1000;

  return {
    limits: [{ max_weight: config.max_requests, window_ms: windowMs }],
    margin_ms: defaultMarginMs,
    // A quarter of an even spread: bursts stay small and an idle target still gets its allowance early.
    min_gap_ms: Math.min(longestGapMs, windowMs / config.max_requests / 4),
  };
}

/** Reserved starts (epoch ms, in order), the log with them in it, and when the first call left out could start. */
export interface ReserveResult {
  readonly starts: readonly number[];
  readonly log: WindowLog;
  readonly next: number | null;
}

/**
 * Reserves the earliest starts the policy allows. Fewer than asked for when the rest lies beyond `until`.
 * Invariant: with any sequence of reservations, no trailing window holds more weight than its limit.
 */
export function reserve(log: WindowLog, request: ReserveRequest): ReserveResult {
  const { policy, weight = 1, kind } = request;
  const reserved = [...log.reserved];
  const starts: number[] = [];
  let next: number | null = null;

  for (let i = 0; i < request.count; i += 1) {
    const start = Math.ceil(earliestStart(reserved, { ...request, weight }, log.blocked_until));
    if (start > request.until) {
      next = start;
      break;
    }
    reserved.push({
      t: start,
      ...(weight === 1 ? {} : { w: weight }),
      ...(kind === 'replay' ? { r: 1 } : {}),
    });
    starts.push(start);
  }

  return { starts, next, log: remember({ ...log, reserved }, policy, request.now) };
}

/** When the next call may start; Infinity when it never fits a limit by its weight. */
function earliestStart(
  reserved: readonly Reservation[],
  request: ReserveRequest & { weight: number },
  blockedUntil: number,
): number {
  const { policy, weight, kind } = request;
  const last = reserved.at(-1);
  let start = Math.max(
    request.from ?? request.now,
    blockedUntil,
    last === undefined ? 0 : last.t + policy.min_gap_ms,
  );

  for (const limit of policy.limits) {
    const span = limit.window_ms + policy.margin_ms;
    start = Math.max(start, freeFrom(reserved, limit.max_weight - weight, span));
    if (kind === 'replay') {
      const share = Math.max(1, Math.floor(limit.max_weight * replayShare));
      const replays = reserved.filter((call) => call.r === 1);
      start = Math.max(start, freeFrom(replays, share - weight, span));
    }
  }

  return start;
}

/** The moment from which the calls younger than `span` weigh no more than `room`. */
function freeFrom(reserved: readonly Reservation[], room: number, span: number): number {
  if (room < 0) return Number.POSITIVE_INFINITY;
  let weight = 0;
  for (let i = reserved.length - 1; i >= 0; i -= 1) {
    const call = reserved[i];
    weight += call?.w ?? 1;
    if (call !== undefined && weight > room) return call.t + span;
  }

  return 0;
}

/** Drops what no limit can count any more. */
function remember(log: WindowLog, policy: WindowPolicy, now: number): WindowLog {
  const longest = Math.max(...policy.limits.map((limit) => limit.window_ms)) + policy.margin_ms;
  const memory_ms = Math.max(log.memory_ms, longest);

  return { ...log, memory_ms, reserved: log.reserved.filter((call) => call.t > now - memory_ms) };
}
