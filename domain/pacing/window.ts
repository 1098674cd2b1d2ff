import type { RateLimitConfig } from '../targets/target.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import { freeStart } from './free-start.ts';
import { placesFor, withoutIdlePlaces } from './queue-places.ts';
import { latestOf, rulesFor } from './rules.ts';
import { withSharer } from './sharers.ts';

/** At most `max_weight` of call weight in any trailing `window_ms`. Plain request limits weigh each call 1. */
export interface WindowLimit {
  readonly max_weight: number;
  readonly window_ms: number;
}

/** The rules a channel account's calls obey, all of them at once. */
export interface WindowPolicy {
  readonly limits: readonly WindowLimit[];
  /** A call without an answer may have been counted by the receiver so long after its start: what the network's delay may come to. */
  readonly margin_ms: number;
  /** One with an answer was counted before that, but for so much: what the clocks of two workers may differ by. */
  readonly clock_ms: number;
  /** Least time between two starts; keeps bursts small. */
  readonly min_gap_ms: number;
}

export type CallKind = 'live' | 'replay';

/**
 * One reserved call. `w` is absent for weight 1, `r` present for a replay; `d`: the answer came so long (ms) after the start.
 * Short names: the log is stored with each call.
 */
export interface Reservation {
  readonly t: number;
  readonly w?: number;
  readonly r?: 1;
  readonly d?: number;
}

/** What became of a reserved start: when its answer came (epoch ms), or null when no call was made at it. */
export interface Ended {
  readonly start: number;
  readonly answered_at: number | null;
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
  /** Until when (epoch ms) callers were told to come back, per kind: the end of the queue. */
  readonly promised: Readonly<Partial<Record<CallKind, number>>>;
  /** Likewise of those who had come back before: the end of its front. */
  readonly promised_again: Readonly<Partial<Record<CallKind, number>>>;
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
  /** Whether none is reserved unless all are: of work that is in vain without its last call. @default false */
  readonly whole?: boolean | undefined;
  /** Whether calls left out get places in the queue of those that come back, one behind the other. @default false */
  readonly queues?: boolean | undefined;
  /** So many of the calls have come at places they were told before: they are served first, and not sent to the end again. @default 0 */
  readonly returning?: number | undefined;
}

export const emptyLog: WindowLog = {
  reserved: [],
  blocked_until: 0,
  sharers: [],
  promised: {},
  promised_again: {},
};

const defaultMarginMs = 2_000;
/** Time synchronisation at AWS keeps clocks within a millisecond; other machines within tens. */
const defaultClockMs = 50;
const longestGapMs = 250;

/** The policy of a target's `rate_limit_config`: one window, with its margins and gap. */
export function windowPolicy(config: RateLimitConfig): WindowPolicy {
  const windowMs = config.window_seconds * 1000;

  return {
    limits: [{ max_weight: config.max_requests, window_ms: windowMs }],
    margin_ms: defaultMarginMs,
    clock_ms: defaultClockMs,
    // A quarter of an even spread: bursts stay small and an idle target still gets its allowance early.
    min_gap_ms: Math.ceil(Math.min(longestGapMs, windowMs / config.max_requests / 4)),
  };
}

/**
 * Reserved starts (epoch ms, in order), the log with them in it, when the first call left out could start (null without one), and when
 * each of those left out may come back for a start. These are estimates: whoever comes first is served first.
 */
export interface ReserveResult {
  readonly starts: readonly number[];
  readonly log: WindowLog;
  readonly next: number | null;
  readonly places: readonly number[];
  /** Whether the log says anything that the one before did not. */
  readonly changed: boolean;
}

/**
 * Reserves the earliest starts the policy allows, in gaps between those reserved already where there are any: live calls would
 * starve behind replays that have reserved further ahead. Fewer than asked for when the rest lies beyond `until`.
 * Invariant: with any sequence of reservations, no trailing window holds more weight than its limit, at the sender and at a receiver
 * that counts each call between its start and its answer, or within the margin where there is none.
 */
export function reserve(log: WindowLog, request: ReserveRequest): ReserveResult {
  const { now } = request;
  const { sharers, renewed } = withSharer(log.sharers, request);
  const limits = [...request.policy.limits, ...sharers.flatMap((sharer) => sharer.limits)];
  const policy = { ...request.policy, limits };
  const known = withoutIdlePlaces(log, { ...request, policy });
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
  const granted = request.whole === true && next !== null ? [] : starts;
  if (granted.length === 0) ({ reserved } = log);
  const left = request.count - granted.length;
  const { places, ...ends } = placesFor(
    { left, next },
    { ...known, reserved },
    { ...request, policy },
  );
  const remembered = { ...known, ...ends, sharers, reserved: remember(reserved, policy, now) };
  const isTold = ends.promised !== log.promised || ends.promised_again !== log.promised_again;

  return {
    ...{ starts: granted, next, places, log: remembered },
    changed: renewed || granted.length > 0 || (left > 0 && isTold),
  };
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

/** The log with what is known since of calls in it: no longer do they count up to the whole margin, or at all. */
export function withEnds(log: WindowLog, ends: readonly Ended[]): WindowLog {
  if (ends.length === 0) return log;
  const byStart = new Map(ends.map((end) => [end.start, end.answered_at]));
  const reserved = log.reserved.flatMap((call) => {
    const answered = byStart.get(call.t);
    if (answered === undefined) return call;
    byStart.delete(call.t);

    return answered === null ? [] : { ...call, d: Math.max(0, answered - call.t) };
  });

  return { ...log, reserved };
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
  const longest = Math.max(...policy.limits.map((limit) => limit.window_ms));

  return reserved.filter((call) => latestOf(call, policy) > now - longest);
}
