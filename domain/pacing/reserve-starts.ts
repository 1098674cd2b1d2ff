import type { Work } from '../attempts/attempt.ts';
import type { Pass } from '../sync/pass.ts';
import type { Plan } from '../sync/plan.ts';
import type { Verdict } from '../sync/sync-deps.ts';
import { limitOf } from './limit-of.ts';
import { isQueue } from './queue-places.ts';
import { longestWaitMs, NoTurnError, noTurnBefore } from './turn.ts';
import { type CallKind, windowPolicy } from './window.ts';

export type PlannedCall = Omit<Extract<Plan, { kind: 'call' }>, 'kind'>;

/** Told once for each call when it is to start (epoch ms), or that it must wait. */
export type Begin = (call: PlannedCall, start: number | Verdict) => void;

/** A read has as a rule been answered after this (ms). */
const readMs = 750;

/** Reserves starts for calls in one write for each kind, and tells of each. Nobody waits here for those that are further away. */
export async function reserveStarts(
  calls: readonly PlannedCall[],
  { pass, begin }: { readonly pass: Pass; readonly begin: Begin },
): Promise<void> {
  const kinds = Map.groupBy(calls, ({ work }) => callKind(work));
  await Promise.all(
    [...kinds].map(async ([kind, group]) => {
      const [back = [], come = []] = [true, false].map((isBack) =>
        group.filter(({ work }) => isServedFirst(work, pass) === isBack),
      );
      const asked = { kind, count: group.length, returning: back.length };
      const turns = await reserve(asked, pass);
      for (const [index, call] of [...back, ...come].entries())
        begin(call, turns[index] ?? lost(pass));
    }),
  );
}

/** The start of a call that could not be counted with the others of its pass, or that it must wait. */
export async function ownStart(work: Work, pass: Pass): Promise<number | Verdict> {
  const returning = Number(isServedFirst(work, pass));
  const [turn] = await reserve({ kind: callKind(work), count: 1, returning }, pass);

  return turn ?? lost(pass);
}

/** For each of so many calls its start, or when its job is to come back. */
async function reserve(
  asked: { readonly kind: CallKind; readonly count: number; readonly returning: number },
  pass: Pass,
): Promise<(number | Verdict)[]> {
  const { deps } = pass;
  const { starts, next, places } = await deps.windows.reserve({ ...requestOf(pass), ...asked });
  const kind = next !== null && isQueue(next, deps.clock()) ? 'queued' : 'wait';
  const later = places.map((until): Verdict => ({ kind, until, why: noTurnBefore(until) }));

  return [...starts, ...later];
}

/**
 * The starts of so many reads and of the write that follows them, reserved together: the write would find none when busy workers fill the
 * window meanwhile, and the reads would have been in vain. Only the first of them where the limit is so small that a window never
 * holds them all: what it finds out is kept for another pass.
 * @throws NoTurnError
 */
export async function startsAfter(
  reads: number,
  work: Work,
  pass: Pass,
): Promise<{ readonly reads: readonly number[]; readonly write: number | undefined }> {
  const { deps, target, connected, deadline } = pass;
  const { starts, places } = await deps.windows.reserve({
    ...requestOf(pass),
    count: reads + 1,
    whole: limitOf(target, connected.channel).max_requests > reads,
    spacing_ms: readMs,
    kind: callKind(work),
    patience_ms: patienceOf(pass) + reads * (readMs + longestWaitMs),
  });
  if (starts.length === 0) throw new NoTurnError(places[0] ?? deadline);

  return { reads: starts.slice(0, reads), write: starts[reads] };
}

/** What the calls of a pass have in common: whoever finds no start comes back for one. */
function requestOf(pass: Pass) {
  const { deps, target, connected } = pass;

  return {
    window_key: target.window_key,
    policy: windowPolicy(limitOf(target, connected.channel)),
    sharer: target,
    lead_ms: deps.lead.ms,
    patience_ms: patienceOf(pass),
    queues: true,
  } as const;
}

function patienceOf({ deps, deadline }: Pass): number {
  return Math.min(longestWaitMs, Math.max(0, deadline - deps.clock()));
}

/** Who has come at a place before, and who closes a night: it may be booked a second time while it waits behind texts. */
function isServedFirst({ listing, nights }: Work, { returning }: Pass): boolean {
  const closes = nights?.ranges.some(({ closed }) => closed === true) ?? false;

  return closes || returning.has(listing.id);
}

/** In whose share of the window the calls for a listing count, its look-ups and its missed starts as well. */
export function callKind({ listing, nights }: Pick<Work, 'listing' | 'nights'>): CallKind {
  return listing.replay_id === undefined || nights !== undefined ? 'live' : 'replay';
}

/** Every call is told something; one that was not looks again. */
function lost({ deps }: Pass): Verdict {
  return { kind: 'wait', until: deps.clock() };
}
