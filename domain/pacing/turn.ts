import { PermanentError } from '../common/errors.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import type { RateLimitConfig } from '../targets/target.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import type { Lead } from './lead.ts';
import {
  type CallKind,
  type Ended,
  type ReserveResult,
  type WindowPolicy,
  windowPolicy,
} from './window.ts';

/** What is asked of the shared window of one channel account. */
export interface WindowRequest {
  readonly window_key: string;
  readonly policy: WindowPolicy;
  /** Whose calls they are; absent for those of no target that exists. */
  readonly sharer?: TargetIdentity | undefined;
  readonly count: number;
  readonly kind: CallKind;
  /** Least time (ms) between the starts, for calls that follow each other. */
  readonly spacing_ms?: number;
  /** How long the caller needs before it can start a call, in ms. @default 0 */
  readonly lead_ms?: number;
  /** How long the caller is ready to wait for a start, in ms. */
  readonly patience_ms: number;
  /** Whether none is reserved unless all are. @default false */
  readonly whole?: boolean;
  /** Whether calls left out come back at the places they are told. @default false */
  readonly queues?: boolean;
  /** So many of the calls have come at places they were told before. @default 0 */
  readonly returning?: number;
}

/** The rate windows of all channel accounts, shared by every worker. */
export interface RateWindows {
  reserve(request: WindowRequest): Promise<Pick<ReserveResult, 'starts' | 'next' | 'places'>>;
  /** Tells what became of a start. Others learn of it with this caller's next reservation, so that it costs nothing. */
  ended(windowKey: string, end: Ended): void;
  /** Counts calls that were made at these times (epoch ms) before it was known whose window they belong to. */
  record(
    request: Pick<WindowRequest, 'window_key' | 'policy'>,
    made: readonly number[],
  ): Promise<void>;
  /** No call starts before `until` (epoch ms); never shortens. Answers with the targets that share the window. */
  block(windowKey: string, until: number): Promise<readonly TargetIdentity[]>;
}

export type Sleep = (ms: number) => Promise<void>;

/**
 * A worker waits for no start that is further away than this (ms): it is paid while it waits, and holds a place that others need.
 * Messages are hidden for whole seconds, so one that comes back right before its place has a second to wait at most.
 */
export const longestWaitMs = 1_500;

/** A call that wakes up later than this after its reserved start has lost it, since the margin would no longer hold. */
export const latenessToleranceMs = 150;

/** The window is so full or blocked that a call could not start in the time the caller has. */
export class NoTurnError extends PermanentError {
  override name = 'NoTurnError';
  /** When a call could start (epoch ms). */
  readonly next: number;

  constructor(next: number, why = noTurnBefore(next)) {
    super(why);
    this.next = next;
  }
}

/** What a listing waits for, said to people. */
export function noTurnBefore(next: number): string {
  return Number.isFinite(next)
    ? `waiting for its turn: the rate limit leaves no call before ${toTimestamp(next)}`
    : 'the rate limit never leaves a call';
}

/** What may have changed while a call waited is looked at right before its start, early enough not to miss that. */
export interface LastLook {
  readonly lead: Lead;
  /** @throws what keeps the call from being made */
  readonly look: () => Promise<void>;
}

export interface TurnOptions {
  readonly windows: RateWindows;
  readonly window_key: string;
  readonly rate_limit_config: RateLimitConfig;
  /** Whose calls they are; absent for those of no target that exists. */
  readonly sharer?: TargetIdentity | undefined;
  readonly kind?: CallKind | undefined;
  /** @default 20 000 */
  readonly patience_ms?: number | undefined;
  readonly last_look?: LastLook;
  /** A start (epoch ms) that is reserved already; another is only reserved when it is missed. */
  readonly granted?: number | undefined;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/**
 * Gives a function that resolves when one call may start, to its reserved start (epoch ms).
 * @throws (from that function) NoTurnError when the start lies further away than the patience; what the last look throws
 */
export function makeTurn(options: TurnOptions): () => Promise<number> {
  const { windows, window_key, clock, sleep, kind = 'live', patience_ms = 20_000 } = options;
  const { last_look, sharer } = options;
  const policy = windowPolicy(options.rate_limit_config);

  const reserve = async () => {
    const { starts, next } = await windows.reserve({
      window_key,
      policy,
      sharer,
      count: 1,
      kind,
      lead_ms: last_look?.lead.ms ?? 0,
      patience_ms,
    });
    const [start] = starts;
    if (start === undefined) throw new NoTurnError(next ?? clock() + patience_ms);

    return start;
  };

  return async () => {
    for (let { granted } = options; ; granted = undefined) {
      const start = granted ?? (await reserve());
      if (last_look !== undefined) await lookBefore(start, last_look, { clock, sleep });
      if (await arriveAt(start, { clock, sleep })) return start;
      windows.ended(window_key, { start, answered_at: null });
    }
  };
}

async function lookBefore(
  start: number,
  { lead, look }: LastLook,
  time: { clock: Clock; sleep: Sleep },
): Promise<void> {
  await arriveAt(start - lead.ms, time);
  const begun = time.clock();
  await look();
  lead.observe(time.clock() - begun);
}

/** Waits for a reserved start. False when it was missed: the call must then reserve anew. */
export async function arriveAt(
  start: number,
  time: { clock: Clock; sleep: Sleep },
): Promise<boolean> {
  // Timers may fire a little early, so look again.
  for (let left = start - time.clock(); left > 0; left = start - time.clock())
    await time.sleep(left);

  return time.clock() - start <= latenessToleranceMs;
}
