import { isDeepStrictEqual } from 'node:util';
import type { Moment } from '../attempts/settle.ts';
import { type CallOutcome, ChannelCallError } from '../channel/channel.ts';
import type { DomainEvent } from '../common/domain-event.ts';
import type { StoredListing } from '../listings/listing.ts';
import { limitOf } from '../pacing/limit-of.ts';
import { isQueue } from '../pacing/queue-places.ts';
import { silentUntil, windowMs } from '../pacing/silence.ts';
import { targetGate } from '../pacing/target-gate.ts';
import { makeTurn, type NoTurnError } from '../pacing/turn.ts';
import type { CallKind } from '../pacing/window.ts';
import type { Unit } from '../supply/unit.ts';
import type { StoredTarget } from '../targets/target.ts';
import { credentialsRefused, silenceTarget, targetDown } from './block-target.ts';
import type { ConnectedTarget } from './channel-access.ts';
import type { JobEnding, SyncDeps, Verdict } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';

/** How long (ms) after its start a call may still be made that has missed it. */
export const longestSecondWaitMs = 2_000;

/** One listing of the batch that may be worked on now. */
export interface Ready {
  readonly job: SyncJob;
  readonly listing: StoredListing;
  readonly unit: Unit | undefined;
}

/** One target's share of a batch, and what its calls have in common. */
export interface Pass {
  readonly deps: SyncDeps;
  readonly target: StoredTarget;
  readonly connected: ConnectedTarget;
  /** No call starts later than this (epoch ms), so that it ends within the function's time limit. */
  readonly deadline: number;
  /** Set by a call that was told to wait: calls of the same pass still to come keep quiet as well. */
  silent_until: number;
  readonly events: DomainEvent[];
  /** Of jobs whose end is in no attempt's row. */
  readonly endings: JobEnding[];
  /** Listings whose messages have come back at their places. */
  readonly returning: ReadonlySet<string>;
}

export function momentOf({ deps, target, connected }: Pass): Moment {
  const window_ms = windowMs(limitOf(target, connected.channel));

  return { now: deps.clock(), random: deps.random, window_ms };
}

/** A job has ended without a call, or by what turned out after its call was on record. */
export function finished(pass: Pass, ending: JobEnding): void {
  pass.deps.report.finished(pass.target, ending);
  pass.endings.push(ending);
}

/** Another turn for a call that has missed its own; soon, since its attempt is open and what it was opened on grows old. */
export function turnOf(pass: Pass, kind: CallKind): () => Promise<number> {
  const { deps, target, connected, deadline } = pass;
  const left = Math.max(0, deadline - deps.clock());

  return makeTurn({
    ...deps,
    window_key: target.window_key,
    rate_limit_config: limitOf(target, connected.channel),
    sharer: target,
    kind,
    patience_ms: Math.min(longestSecondWaitMs, left),
  });
}

/** 429: the whole target keeps quiet, the calls of this pass at once (the writes take a moment). */
export function silence(pass: Pass, until: number): Promise<Verdict> {
  pass.silent_until = Math.max(pass.silent_until, until);

  return silenceTarget(pass.target, until, pass.deps);
}

/** The breaker opened: the target's jobs wait until then (epoch ms), the calls of this pass still to come at once. */
export function outage(pass: Pass, until: number): Promise<Verdict> {
  pass.silent_until = Math.max(pass.silent_until, until);

  return targetDown(pass.target, until, pass.deps);
}

/**
 * 401 or 403 to a call about one listing, which began at a moment (epoch ms). Undefined when it is that listing which is
 * refused. Else with other credentials the next pass repeats the call, and without them the target waits for a person.
 */
export async function followRefusal(
  pass: Pass,
  outcome: CallOutcome,
  call: { readonly began: number; readonly kind: CallKind },
): Promise<Verdict | undefined> {
  const { deps, target, connected } = pass;
  try {
    const refusal = await connected.credentials.judge(call.began, call.kind);
    if (refusal === 'object') return undefined;
    if (refusal === 'renewed') return { kind: 'wait', until: deps.clock() };
  } catch (error) {
    if (!(error instanceof ChannelCallError)) throw error;
    const failed = error.outcome;
    if (failed.kind === 'rate_limited')
      return silence(pass, silentUntil(failed.retry_at, momentOf(pass)));
    if (failed.kind !== 'unauthorized') return lookAgainSoon(deps);
  }

  return credentialsRefused(target, outcome.error_message, deps);
}

/** What the target's calls must do instead, looked up afresh; undefined when it may be called as the pass knows it. */
export async function holdBack({ deps, target }: Pass): Promise<Verdict | undefined> {
  const now = deps.clock();
  const fresh = await deps.targets.get(target, target.id, { fresh: true });
  const gate = targetGate(fresh, { now });
  if (fresh === undefined || gate.kind === 'closed') return { kind: 'done' };
  if (gate.kind === 'wait') return { kind: 'wait', until: gate.until };

  // Another pass reserves anew, under the limit there is now, and connects to where the target is now.
  const same =
    isDeepStrictEqual(fresh.rate_limit_config, target.rate_limit_config) &&
    fresh.base_url === target.base_url &&
    fresh.window_key === target.window_key;

  return same ? undefined : { kind: 'wait', until: now };
}

/** The target was found paused, deleted, blocked or with another limit in the moment of the call. */
export async function lookAtTarget(pass: Pass): Promise<Verdict> {
  return (await holdBack(pass)) ?? { kind: 'wait', until: pass.deps.clock() };
}

/** Does a part of the work of one listing. If that breaks the worker, its neighbours are none the worse for it. */
export function isolated(
  { name, job }: { readonly name: string; readonly job: SyncJob },
  { deps: { report } }: Pass,
  work: () => Promise<Verdict>,
): Promise<Verdict> {
  return report.traced(name, job, async () => {
    try {
      return await work();
    } catch (error) {
      report.trouble('listing-broke-worker', { listing_id: job.listing_id, error });
      return { kind: 'broken', error };
    }
  });
}

/** Another time, since the window leaves no start in this pass: soon, or when it is open again. */
export function waitForTurn({ next, message }: NoTurnError, { deps }: Pick<Pass, 'deps'>): Verdict {
  const kind = isQueue(next, deps.clock()) ? 'queued' : 'wait';

  return { kind, until: next, why: message };
}

/** Nothing was written, so nothing is used up: soon, but not all at once. */
export function lookAgainSoon(deps: SyncDeps): Verdict {
  return { kind: 'wait', until: deps.clock() + 5_000 + deps.random() * 10_000 };
}
