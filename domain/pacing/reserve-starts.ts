import type { Work } from '../attempts/attempt.ts';
import type { Pass } from '../sync/pass.ts';
import type { Plan } from '../sync/plan.ts';
import type { Verdict } from '../sync/sync-deps.ts';
import { limitOf } from './limit-of.ts';
import { NoTurnError, noTurnBefore } from './turn.ts';
import { type CallKind, windowPolicy } from './window.ts';

export type PlannedCall = Omit<Extract<Plan, { kind: 'call' }>, 'kind'>;

/** Told once for each call when it is to start (epoch ms), or that it must wait. */
export type Begin = (call: PlannedCall, start: number | Verdict) => void;

/**
 * Updates reserve no further ahead than this (ms). A start once reserved is not given up for a replay: if every worker
 * reserved all it can wait for, a replay would have two whole batches before it.
 */
const horizonMs = 6_000;
/** A read has as a rule been answered after this (ms). */
const readMs = 750;
/** Updates left without a start look again so long (ms) before the next is free, so that a burst of starts takes one write. */
const nearMs = 2_000;

interface Reserving {
  readonly pass: Pass;
  readonly begin: Begin;
}

/** Reserves starts for calls, in as few writes as the horizon allows, and tells of each as soon as it is known. */
export async function reserveStarts(
  calls: readonly PlannedCall[],
  context: Reserving,
): Promise<void> {
  const kinds = Map.groupBy(calls, ({ work }) => callKind(work));
  await Promise.all([...kinds].map(([kind, group]) => reserveKind(group, { ...context, kind })));
}

async function reserveKind(
  calls: readonly PlannedCall[],
  context: Reserving & { readonly kind: CallKind },
): Promise<void> {
  const { deps, deadline } = context.pass;
  let left = calls;
  while (left.length > 0) {
    const { starts, next } = await reserve(left.length, context);
    for (const [index, call] of left.slice(0, starts.length).entries())
      context.begin(call, starts[index] ?? wait(deps.clock()));
    left = left.slice(starts.length);

    const free = next ?? deps.clock() + 1_000;
    if (free > deadline) {
      for (const call of left) context.begin(call, wait(free));
      return;
    }
    if (left.length > 0) await deps.sleep(Math.max(deps.lead.ms, free - nearMs - deps.clock()));
  }
}

/** The start of a call that could not be counted with the others of its pass, or that it must wait. */
export async function ownStart(call: PlannedCall, pass: Pass): Promise<number | Verdict> {
  let told: number | Verdict = pass.deps.clock();
  const begin: Begin = (_call, start) => {
    told = start;
  };
  await reserveStarts([call], { pass, begin });

  return told;
}

function reserve(count: number, { kind, pass }: Reserving & { readonly kind: CallKind }) {
  const { deps, deadline, target, connected } = pass;
  const patience = Math.max(0, deadline - deps.clock());

  return deps.windows.reserve({
    window_key: target.window_key,
    policy: windowPolicy(limitOf(target, connected.channel)),
    sharer: target,
    count,
    kind,
    lead_ms: deps.lead.ms,
    patience_ms: kind === 'replay' ? patience : Math.min(patience, horizonMs),
  });
}

/**
 * The starts of so many reads and of the write that follows them, reserved together: the write would find none when busy workers fill the
 * window meanwhile, and the reads would have been in vain. Only the first of them where a small limit leaves no more in this pass.
 * @throws NoTurnError
 */
export async function startsAfter(
  reads: number,
  work: Work,
  { deps, target, connected, deadline }: Pass,
): Promise<{ readonly reads: readonly number[]; readonly write: number | undefined }> {
  const { starts, next } = await deps.windows.reserve({
    window_key: target.window_key,
    policy: windowPolicy(limitOf(target, connected.channel)),
    sharer: target,
    count: reads + 1,
    spacing_ms: readMs,
    kind: callKind(work),
    lead_ms: deps.lead.ms,
    patience_ms: Math.max(0, deadline - deps.clock()),
  });
  if (starts.length === 0) throw new NoTurnError(next ?? deadline);

  return { reads: starts.slice(0, reads), write: starts[reads] };
}

/** In whose share of the window the calls for a listing count, its look-ups and its missed starts as well. */
export function callKind({ listing }: Pick<Work, 'listing'>): CallKind {
  return listing.replay_id === undefined ? 'live' : 'replay';
}

function wait(until: number): Verdict {
  return { kind: 'wait', until, why: noTurnBefore(until) };
}
