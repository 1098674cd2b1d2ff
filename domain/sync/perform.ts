import { type CallOutcome, ChannelCallError } from '../channels/channel.ts';
import { toTimestamp } from '../time.ts';
import { callChannel, newAttempt, type Work } from './attempt.ts';
import { credentialsRefused, silenceTarget, windowMs } from './block-target.ts';
import { targetGate } from './decide-sync.ts';
import { listingEvent } from './listing-event.ts';
import {
  type Attempt,
  auditOutcome,
  type Moment,
  type Next,
  nextStep,
  settle,
  silentUntil,
} from './settle.ts';
import type { SyncDeps, Verdict } from './sync-deps.ts';
import type { Pass } from './sync-pass.ts';
import { arriveAt, makeTurn, NoTurnError } from './turn.ts';

export interface Call {
  readonly work: Work;
  /** The listing may exist at the channel already: look for it before creating it. */
  readonly look_first: boolean;
  /** Reserved start (epoch ms); undefined when the call has to reserve for itself. */
  readonly start: number | undefined;
}

/** The audit row is opened this long before the call, so that the call itself starts on time. */
const openLeadMs = 100;
/** Longest call (30 s) and the time to record it. A dead worker's listing is free again after this. */
const leaseMs = 45_000;

/** Looks if needed, opens the audit row, calls at its time, closes the row. */
export async function perform(call: Call, pass: Pass, deps: SyncDeps): Promise<Verdict> {
  try {
    const work = call.look_first ? await lookFirst(call.work, pass, deps) : call.work;
    if ('kind' in work) return work;
    const start = call.start ?? (await nextStart(pass, deps));

    return await attemptCall(work, start, { pass, deps });
  } catch (error) {
    if (error instanceof NoTurnError) return { kind: 'wait', until: error.next };
    throw error;
  }
}

/**
 * Before a create whose predecessor may have reached the channel: finds the listing by its marker and adopts it
 * (Hostaway knows no idempotency key).
 */
async function lookFirst(work: Work, pass: Pass, deps: SyncDeps): Promise<Work | Verdict> {
  const { listing } = work;
  try {
    const found = await pass.connected.session.find(listing.id, Date.parse(listing.created_at));
    if (found === undefined) {
      return work.operation === 'delete' ? await forget(work, deps) : work;
    }
    const external_listing_id = found.external_listing_id;
    const adopted = await deps.store.amend(listing, { set: { external_listing_id }, remove: [] });
    if (!adopted) return { kind: 'wait', until: deps.clock() };

    return {
      ...work,
      operation: work.operation === 'create' ? 'update' : work.operation,
      listing: { ...listing, external_listing_id, revision: listing.revision + 1 },
    };
  } catch (error) {
    if (!(error instanceof ChannelCallError)) throw error;
    const { outcome } = error;
    deps.report.trouble('look-up-failed', { listing_id: listing.id, kind: outcome.kind });
    if (outcome.kind === 'rate_limited') {
      return silence(pass, silentUntil(outcome.retry_at, moment(pass, deps)), deps);
    }
    if (outcome.kind === 'unauthorized') return renew(pass, outcome, deps);

    return { kind: 'wait', until: deps.clock() + 5_000 + deps.random() * 10_000 };
  }
}

/** To be removed, and not there. */
async function forget({ listing }: Work, deps: SyncDeps): Promise<Verdict> {
  const removed = await deps.store.amend(listing, {
    set: { sync_status: 'ok', updated_at: toTimestamp(deps.clock()) },
    remove: [
      'removal_requested',
      'remote_unclear',
      'due_shard',
      'due_at',
      'dispatch',
      'request_id',
    ],
  });

  return removed ? { kind: 'done' } : { kind: 'wait', until: deps.clock() };
}

async function attemptCall(
  work: Work,
  reserved: number,
  { pass, deps }: { pass: Pass; deps: SyncDeps },
): Promise<Verdict> {
  await arriveAt(reserved - openLeadMs, deps);
  if (pass.silent_until > deps.clock()) return { kind: 'wait', until: pass.silent_until };

  const attempt = newAttempt(work, () => Math.max(reserved, deps.clock()));
  const opening = await deps.store.open(attempt, Math.max(reserved, deps.clock()) + leaseMs);
  if (opening === 'stale') return { kind: 'wait', until: deps.clock() };
  if (opening === 'blocked') return lookAtTarget(pass, deps);

  const ready = await onTime(reserved, pass, deps);
  if (ready !== true) {
    await deps.store.withdraw(attempt);
    return ready;
  }

  return call(work, attempt, { pass, deps });
}

/** True when the call may be made now; else when to look again. A missed start is reserved anew. */
async function onTime(reserved: number, pass: Pass, deps: SyncDeps): Promise<true | Verdict> {
  try {
    if (!(await arriveAt(reserved, deps))) await turnOf(pass, deps)();
  } catch (error) {
    if (error instanceof NoTurnError) return { kind: 'wait', until: error.next };
    throw error;
  }

  return pass.silent_until > deps.clock() ? { kind: 'wait', until: pass.silent_until } : true;
}

async function call(
  work: Work,
  attempt: Attempt,
  { pass, deps }: { pass: Pass; deps: SyncDeps },
): Promise<Verdict> {
  const started = deps.clock();
  const outcome = await deps.report.traced(`${work.operation} listing`, () =>
    callChannel(pass.connected.session, work),
  );
  const at = moment(pass, deps);
  const next = nextStep(attempt, outcome, at);
  // Others must know of a 429 before they start their own calls, so this comes before the record.
  if (next.kind === 'block') await silence(pass, next.until, deps);

  const closing = {
    outcome: auditOutcome(outcome),
    http_status: outcome.http_status,
    completed_at: toTimestamp(at.now),
    duration_ms: Math.max(0, Math.round(at.now - started)),
    response_excerpt: outcome.response_excerpt,
    error_message: outcome.error_message,
  };
  const closed = await deps.store.close(attempt, closing, (current) =>
    settle(attempt, outcome, { next, current, now: at.now }),
  );
  deps.report.called(pass.target, attempt, closing);
  if (closed) tell(attempt, next, outcome, { pass, deps });

  return follow(next, outcome, pass, deps);
}

function tell(
  attempt: Attempt,
  next: Next,
  outcome: CallOutcome,
  { pass, deps }: { pass: Pass; deps: SyncDeps },
): void {
  if (next.kind !== 'done') return;
  const state = next.synced ? 'success' : 'failed';
  const asked = Date.parse(attempt.opened.updated_at);
  deps.report.finished(pass.target, attempt.operation, state, deps.clock() - asked);
  pass.events.push(listingEvent(attempt, next.synced, outcome, deps.clock()));
}

async function follow(
  next: Next,
  outcome: CallOutcome,
  pass: Pass,
  deps: SyncDeps,
): Promise<Verdict> {
  switch (next.kind) {
    case 'done':
      return { kind: 'done' };
    case 'retry':
      return { kind: 'wait', until: next.at };
    case 'block':
      return { kind: 'wait', until: next.until };
    case 'renew':
      return renew(pass, outcome, deps);
  }
}

/** 401 or 403: with other credentials the call is repeated by the next pass, without them the target waits. */
async function renew(pass: Pass, outcome: CallOutcome, deps: SyncDeps): Promise<Verdict> {
  try {
    if (await pass.connected.renew()) return { kind: 'wait', until: deps.clock() };
  } catch (error) {
    if (!(error instanceof ChannelCallError)) throw error;
    if (error.outcome.kind !== 'unauthorized') return { kind: 'wait', until: deps.clock() + 5_000 };
  }
  if (outcome.kind === 'accepted') return { kind: 'done' };

  return credentialsRefused(pass.target, outcome, deps);
}

async function silence(pass: Pass, until: number, deps: SyncDeps): Promise<Verdict> {
  // At once for the calls of this pass; the writes take a moment.
  pass.silent_until = Math.max(pass.silent_until, until);

  return silenceTarget(pass.target, until, deps);
}

function moment(pass: Pass, deps: SyncDeps): Moment {
  return { now: deps.clock(), random: deps.random, window_ms: windowMs(pass.target) };
}

/** The target was found paused, deleted or blocked in the moment of the call. */
async function lookAtTarget(pass: Pass, deps: SyncDeps): Promise<Verdict> {
  const target = await deps.targets.get(pass.target, pass.target.id, { fresh: true });
  const gate = targetGate(target, deps.clock());
  if (gate.kind === 'closed') return { kind: 'done' };

  return { kind: 'wait', until: gate.kind === 'wait' ? gate.until : deps.clock() };
}

function turnOf(pass: Pass, deps: SyncDeps): () => Promise<void> {
  const patience_ms = Math.max(0, pass.deadline - deps.clock());

  return makeTurn({ ...deps, ...pass.target, patience_ms });
}

/** Waits for a turn of its own; the call may start at once then. */
async function nextStart(pass: Pass, deps: SyncDeps): Promise<number> {
  await turnOf(pass, deps)();

  return deps.clock();
}
