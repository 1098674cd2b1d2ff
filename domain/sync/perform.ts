import { type Attempt, callChannel, newAttempt, type Work } from '../attempts/attempt.ts';
import { budget } from '../attempts/backoff.ts';
import { type Next, nextStep } from '../attempts/settle.ts';
import type { StoredListing } from '../listings/listing.ts';
import { callKind, ownStart, startsAfter } from '../pacing/reserve-starts.ts';
import { arriveAt, latenessToleranceMs, NoTurnError } from '../pacing/turn.ts';
import { lookFirst, probeFirst } from './look-first.ts';
import {
  followRefusal,
  holdBack,
  longestSecondWaitMs,
  lookAtTarget,
  momentOf,
  outage,
  type Pass,
  silence,
  turnOf,
  waitForTurn,
} from './pass.ts';
import { type Answered, record, refuseListing } from './record.ts';
import type { Verdict } from './sync-deps.ts';

export interface Call {
  readonly work: Work;
  /** The listing may exist at the channel already: look for it before creating it. */
  readonly look_first: boolean;
  /** Reserved start (epoch ms); undefined when the call has to reserve for itself. */
  readonly start: number | undefined;
}

/** Time (ms) to record a call after its end, be it the longest. A dead worker's listing is free again after that. */
const recordMs = 15_000;

/** So many retries of an operation may meet an outage before somebody looks whether it is one. */
const retriesBeforeProbe = 3;
/** How long (ms) a clear answer says that there is no outage; longer where a window is. */
const shortestHoldMs = 60_000;

/** Such a call makes others before its own, so it takes its turns itself. */
export function takesSeveralTurns(
  { work, look_first }: Pick<Call, 'work' | 'look_first'>,
  pass: Pass,
): boolean {
  return look_first || needsProbe(work, pass);
}

/** Not again while an earlier answer holds, or the probes alone would use up a small limit. */
function needsProbe({ listing, idempotency_key }: Work, pass: Pass): boolean {
  const isLastHope = budget(listing, idempotency_key).retries >= retriesBeforeProbe;
  const { now, window_ms } = momentOf(pass);
  const since = now - Math.max(shortestHoldMs, 2 * window_ms);

  return isLastHope && !pass.deps.breakers.answeredSince(pass.target.id, since);
}

/** Looks if needed, opens the audit row, calls at its time, closes the row. */
export async function perform(call: Call, pass: Pass): Promise<Verdict> {
  try {
    return takesSeveralTurns(call, pass) ? await readFirst(call, pass) : await start(call, pass);
  } catch (error) {
    if (error instanceof NoTurnError) return waitForTurn(error, pass);
    throw error;
  }
}

/** Looking calls the channel before any row is opened, so nothing else would notice that the target was paused just now. */
async function readFirst(call: Call, pass: Pass): Promise<Verdict> {
  const { work, look_first } = call;
  const silent = await holdBack(pass);
  if (silent !== undefined) return silent;
  const probes = needsProbe(work, pass);
  const { reads, write } = await startsAfter(Number(probes) + Number(look_first), work, pass);
  pass.connected.grant(reads);
  const down = probes ? await probeFirst(work, pass) : undefined;
  const ready = down ?? (look_first ? await lookFirst(work, pass) : work);

  return 'kind' in ready ? ready : start({ ...call, work: ready, start: write }, pass);
}

async function start(call: Call, pass: Pass): Promise<Verdict> {
  const at = call.start ?? (await ownStart(call.work, pass));

  return typeof at === 'number' ? attemptCall(call.work, at, pass) : at;
}

async function attemptCall(work: Work, reserved: number, pass: Pass): Promise<Verdict> {
  const { deps } = pass;
  await arriveAt(reserved - deps.lead.ms, deps);
  if (pass.silent_until > deps.clock())
    return unused(reserved, { kind: 'wait', until: pass.silent_until }, pass);

  const begun = deps.clock();
  const start = Math.max(reserved, begun);
  const { channel } = pass.connected;
  const attempt = newAttempt(work, start, { target: pass.target, channel });
  const opening = await deps.store.open(attempt, start + channel.timeout_ms + recordMs);
  deps.lead.observe(deps.clock() - begun);
  if (opening === 'stale') return unused(reserved, { kind: 'wait', until: deps.clock() }, pass);
  if (opening === 'blocked') return unused(reserved, await lookAtTarget(pass), pass);

  const at = await onTime(work, { reserved, latest: start + longestSecondWaitMs }, pass);
  if (typeof at !== 'number') {
    await deps.store.withdraw(attempt);
    return at;
  }

  return call(work, { attempt, start: at }, pass);
}

/** What becomes of a listing without a call: its start is free for others. */
function unused(start: number, verdict: Verdict, pass: Pass): Verdict {
  giveBack(start, pass);

  return verdict;
}

function giveBack(start: number, { deps, target }: Pass): void {
  deps.windows.ended(target.window_key, { start, answered_at: null });
}

/** The start (epoch ms) at which the call is made, now; else when to look again. A missed one is reserved anew, as long as it is not too late. */
async function onTime(
  work: Work,
  { reserved, latest }: { readonly reserved: number; readonly latest: number },
  pass: Pass,
): Promise<number | Verdict> {
  const { deps } = pass;
  let start = reserved;
  if (!(await arriveAt(reserved, deps))) {
    giveBack(reserved, pass);
    try {
      start = await turnOf(pass, callKind(work))();
    } catch (error) {
      if (error instanceof NoTurnError) return waitForTurn(error, pass);
      throw error;
    }
  }

  const now = deps.clock();
  // So late that the target may have been paused since the attempt was opened, or that the call might outlive its lease.
  if (now > Math.min(latest, pass.deadline) + latenessToleranceMs)
    return unused(start, { kind: 'wait', until: now }, pass);

  return pass.silent_until > now
    ? unused(start, { kind: 'wait', until: pass.silent_until }, pass)
    : start;
}

async function call(
  work: Work,
  { attempt, start }: { readonly attempt: Attempt; readonly start: number },
  pass: Pass,
): Promise<Verdict> {
  const { deps, target } = pass;
  const began = deps.clock();
  const outcome = await callChannel(pass.connected.session, work);
  const moment = momentOf(pass);
  // Without an answer nobody knows when the channel has counted it.
  if (outcome.http_status !== null)
    deps.windows.ended(target.window_key, { start, answered_at: moment.now });
  const next = nextStep(attempt, outcome, moment);
  const answered = { attempt, outcome, next, began, now: moment.now };
  const recorded = await warnAndRecord(answered, pass);
  if (next.kind !== 'renew') return verdictOf(next, attempt, moment.now);
  const verdict = await followRefusal(pass, outcome, { began, kind: callKind(work) });

  return verdict ?? refuseListing(answered, recorded, pass);
}

/** Others must know of a 429 or an outage before they start their own calls; whatever becomes of telling them, the answer is recorded. */
async function warnAndRecord(answered: Answered, pass: Pass): Promise<StoredListing | undefined> {
  const { outcome, next } = answered;
  let recorded: StoredListing | undefined;
  try {
    if (next.kind === 'block') await silence(pass, next.until);
    const down = pass.deps.breakers.count(pass.target.id, outcome);
    if (down !== undefined) await outage(pass, down);
  } finally {
    recorded = await record(answered, pass);
  }

  return recorded;
}

function verdictOf(
  next: Exclude<Next, { kind: 'renew' }>,
  { rest }: Attempt,
  now: number,
): Verdict {
  switch (next.kind) {
    case 'done':
      return rest.kind === 'due' ? { kind: 'wait', until: now } : { kind: 'done' };
    case 'retry':
      return { kind: 'wait', until: next.at };
    case 'block':
      return { kind: 'wait', until: next.until };
  }
}
