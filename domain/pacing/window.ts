import type { RateLimitConfig } from '../targets/target.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import { freeStart, type Rule } from './free-start.ts';
import { distinctLimits, withSharer } from './sharers.ts';

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

/** A target that counts its calls in a window, with the limits it asked for, until it has not asked for long (epoch ms). */
export interface Sharer {
  readonly target: TargetIdentity;
  readonly limits: readonly WindowLimit[];
  readonly until: number;
}

/** The exact log of a window, in order of the starts, and the moment until which the channel asked for silence (epoch ms). */
export interface WindowLog {
  readonly reserved: readonly Reservation[];
  readonly blocked_until: number;
  readonly sharers: readonly Sharer[];
}

export interface ReserveRequest {
  readonly policy: WindowPolicy;
  /** The target whose calls these are. Its limits hold for all that share the account, and theirs for it. @default none that lasts */
  readonly sharer?: TargetIdentity | undefined;
  readonly now: number;
  /** How many calls are wanted, each of `weight` (default 1). */
  readonly count: number;
  readonly weight?: number;
  readonly kind: CallKind;
  /** Least time (ms) between the starts, for calls that follow each other. @default the gap */
  readonly spacing_ms?: number | undefined;
  /** No call starts earlier than this (epoch ms). @default now */
  readonly from?: number;
  /** Calls that could start only later than this are not reserved (epoch ms). */
  readonly until: number;
}

export const emptyLog: WindowLog = { reserved: [], blocked_until: 0, sharers: [] };

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
    min_gap_ms: Math.ceil(Math.min(longestGapMs, windowMs / config.max_requests / 4)),
  };
}

/** Reserved starts (epoch ms, in order), the log with them in it, and when the first call left out could start. */
export interface ReserveResult {
  readonly starts: readonly number[];
  readonly log: WindowLog;
  readonly next: number | null;
  /** Whether the log says anything that the one before did not. */
  readonly changed: boolean;
}

/**
 * Reserves the earliest starts the policy allows, in gaps between those reserved already where there are any: live calls would
 * starve behind replays that have reserved further ahead. Fewer than asked for when the rest lies beyond `until`.
 * Invariant: with any sequence of reservations, no trailing window holds more weight than its limit.
 */
export function reserve(log: WindowLog, request: ReserveRequest): ReserveResult {
  const { now } = request;
  const { sharers, renewed } = withSharer(log.sharers, request);
  const limits = [...request.policy.limits, ...sharers.flatMap((sharer) => sharer.limits)];
  const policy = { ...request.policy, limits };
  let { reserved } = log;
  const starts: number[] = [];
  let next: number | null = null;

  while (starts.length < request.count && next === null) {
    const after = (starts.at(-1) ?? 0) + (request.spacing_ms ?? 0);
    const from = Math.max(request.from ?? now, log.blocked_until, after);
    const start = Math.ceil(freeStart(from, rulesFor(reserved, { ...request, policy })));
    if (start > request.until) next = start;
    else {
      starts.push(start);
      reserved = insert(reserved, toReservation(start, request));
    }
  }
  const remembered = { ...log, sharers, reserved: remember(reserved, policy, now) };

  return { starts, next, log: remembered, changed: renewed || starts.length > 0 };
}

/** Puts calls into the log that were made at their time (epoch ms) without a reservation, so that others count them. */
export function record(
  log: WindowLog,
  request: Omit<ReserveRequest, 'count' | 'until'>,
  made: readonly number[],
): WindowLog {
  const { sharers } = withSharer(log.sharers, request);
  const limits = [...request.policy.limits, ...sharers.flatMap((sharer) => sharer.limits)];
  const reserved = made.reduce((all, t) => insert(all, toReservation(t, request)), log.reserved);

  return {
    ...log,
    sharers,
    reserved: remember(reserved, { ...request.policy, limits }, request.now),
  };
}

function rulesFor(
  reserved: readonly Reservation[],
  { policy, weight = 1, kind }: ReserveRequest,
): Rule[] {
  const gap = { taken: reserved, room: 0, span: policy.min_gap_ms };
  const rules = distinctLimits(policy.limits).flatMap((limit) => {
    const span = limit.window_ms + policy.margin_ms;
    const all = { taken: reserved, room: limit.max_weight - weight, span };
    if (kind === 'live') return [all];
    const share = Math.max(1, Math.floor(limit.max_weight * replayShare));
    const replays = reserved.filter((call) => call.r === 1);

    return [all, { taken: replays, room: share - weight, span }];
  });

  return [gap, ...rules];
}

function toReservation(
  t: number,
  { weight = 1, kind }: Pick<ReserveRequest, 'weight' | 'kind'>,
): Reservation {
  return { t, ...(weight === 1 ? {} : { w: weight }), ...(kind === 'replay' ? { r: 1 } : {}) };
}

function insert(reserved: readonly Reservation[], call: Reservation): readonly Reservation[] {
  const after = reserved.findLastIndex(({ t }) => t <= call.t) + 1;

  return reserved.toSpliced(after, 0, call);
}

/** Drops what no limit can count any more. */
function remember(
  reserved: readonly Reservation[],
  policy: WindowPolicy,
  now: number,
): readonly Reservation[] {
  const memoryMs = Math.max(...policy.limits.map((limit) => limit.window_ms)) + policy.margin_ms;

  return reserved.filter((call) => call.t > now - memoryMs);
}
