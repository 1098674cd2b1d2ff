import { traceIdToUuid } from '../common/trace.ts';
import { listingGate } from '../listings/listing-gate.ts';
import { hideUntilPlace } from '../pacing/queue-places.ts';
import { targetGate } from '../pacing/target-gate.ts';
import { announce } from './announce.ts';
import { brokenHideMs, type Judged, noteBroken } from './broken-job.ts';
import { closeDeadRows } from './close-dead-rows.ts';
import { connectTarget } from './connect-target.ts';
import { currentTarget } from './current-target.ts';
import type { Pass, Ready } from './pass.ts';
import { type Begun, beginDeliveries, endDelivery } from './poison-messages.ts';
import type { SyncDeps, SyncMessage, SyncResult, Verdict } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';
import { workOff } from './work-off.ts';

/**
 * How long after its begin a pass may still start calls. It waits for none that is more than a moment away, but reads may take so
 * long. This and a call (30 s) must fit the function's time limit.
 */
const patienceMs = 20_000;
/** Longer waits, and messages handed out too often, leave the queue: the sweeper brings their listings back. */
const longestHideMs = 60_000;
const mostReceives = 8;
/** One with a place in the queue of its window is where it belongs: others overtake it now and then, but the queue is never lost. */
const mostQueuedReceives = 50;
/** A pass may end long after it has learnt that its target is paused: one more delivery tells whether it still is. Then its jobs leave the queue. */
const pausedHideMs = 5_000;
const mostPausedReceives = 2;
/** A job that meets a call for its listing looks again after this (ms), and then after twice as long each time. */
const firstBusyMs = 500;
/** A message that is not tried together with others of its batch comes back after this (ms), by itself if need be. */
const apartMs = 5_000;
/** However long a target is to be silent, its listings are due after this, so that they go on soon after it does. */
const longestParkMs = 10_000;
const done: Verdict = { kind: 'done' };

type Waiting = Extract<Verdict, { kind: 'wait' | 'queued' | 'busy' }>;

/**
 * Works off a batch of jobs: one pass per target, side by side, none of which the others have to suffer for.
 * What a job carries is only who to look at; what is sent is read now, so that of several changes the newest goes out.
 * @throws what the worker broke on, when it broke on every message: then something is wrong with the worker
 */
export async function syncPass(
  messages: readonly SyncMessage[],
  deps: SyncDeps,
): Promise<SyncResult[]> {
  const groups = Map.groupBy(
    messages,
    ({ job }) => `${job.org_id}/${job.account_id}/${job.target_id}`,
  );
  const judged = await Promise.all([...groups.values()].map((group) => passOfTarget(group, deps)));
  requireSomeWhole(judged.flat());

  return Promise.all(judged.flat().map((one) => resultOf(one, deps)));
}

async function passOfTarget(
  messages: readonly SyncMessage[],
  deps: SyncDeps,
): Promise<readonly Judged[]> {
  const begun = await beginDeliveries(messages, deps);
  // Several messages of one listing ask for the same thing: to look at it.
  const jobs = new Map(begun.tried.map(({ job }) => [job.listing_id, job]));
  // A listing that may kill whoever works on it.
  for (const { job } of begun.worn) jobs.delete(job.listing_id);
  const back = begun.tried.filter(({ receive_count }) => receive_count > 1);
  const returning = new Set(back.map(({ job }) => job.listing_id));
  const verdicts = await judge([...jobs.values()], { returning, deps }).catch((error: unknown) => {
    deps.report.trouble('target-broke-worker', { target_id: messages[0]?.job.target_id, error });

    return verdictFor([...jobs.values()], { kind: 'broken', error });
  });
  await deps.access.recordReads(messages[0]?.job.target_id ?? '');
  const judged = messages.map((message) => ({
    message,
    verdict: verdictOn(message, { begun, verdicts, now: deps.clock() }),
  }));
  await Promise.all(
    judged
      .filter(({ message, verdict }) => begun.counted.has(message.id) && verdict.kind !== 'broken')
      .map(({ message }) => endDelivery(message.id, deps)),
  );

  return Promise.all(judged.map((one) => noteBroken(one, deps)));
}

function verdictOn(
  message: SyncMessage,
  { begun, verdicts, now }: { begun: Begun; verdicts: ReadonlyMap<string, Verdict>; now: number },
): Verdict {
  if (begun.worn.includes(message)) return { kind: 'worn' };
  const { listing_id } = message.job;
  const isWorn = begun.worn.some(({ job }) => job.listing_id === listing_id);
  if (isWorn || begun.apart.includes(message)) return { kind: 'wait', until: now + apartMs };

  return verdicts.get(listing_id) ?? done;
}

function requireSomeWhole(judged: readonly Judged[]): void {
  const errors = judged.flatMap(({ verdict }) =>
    verdict.kind === 'broken' ? [verdict.error] : [],
  );
  if (errors.length > 0 && errors.length === judged.length) throw errors[0];
}

async function resultOf({ message, verdict }: Judged, deps: SyncDeps): Promise<SyncResult> {
  const { id, job, receive_count } = message;
  if (verdict.kind === 'done') return { id, done: true };
  if (verdict.kind === 'worn') return { id, done: true, dead_letter: true };
  // Left in the queue until it is worn, so that it ends among the dead letters, where an alarm waits.
  if (verdict.kind === 'broken')
    return { id, done: false, retry_in_ms: brokenHideMs(receive_count) };
  const now = deps.clock();
  const isPaused = verdict.until === Number.POSITIVE_INFINITY;
  const wait = hideMs(verdict, receive_count, deps);
  const isQueued = verdict.kind === 'queued';
  const most = isQueued ? mostQueuedReceives : isPaused ? mostPausedReceives : mostReceives;
  if ((isQueued || wait <= longestHideMs) && receive_count < most)
    return { id, done: false, retry_in_ms: wait };
  const until = isPaused ? now : Math.min(verdict.until, now + longestParkMs);
  await deps.store.park(job, until, verdict.kind === 'busy' ? undefined : verdict.why);

  return { id, done: true };
}

function hideMs(verdict: Waiting, receives: number, { clock }: SyncDeps): number {
  if (verdict.until === Number.POSITIVE_INFINITY) return pausedHideMs;
  const left = Math.max(0, verdict.until - clock());
  if (verdict.kind === 'queued') return hideUntilPlace(left);

  return verdict.kind === 'busy' ? Math.min(left, firstBusyMs * 2 ** (receives - 1)) : left;
}

async function judge(
  jobs: readonly SyncJob[],
  { returning, deps }: Pick<Pass, 'returning' | 'deps'>,
): Promise<Map<string, Verdict>> {
  const deadline = deps.clock() + patienceMs;
  const [first] = jobs;
  const target = first && (await currentTarget(first, deps.targets));
  const gate = targetGate(target, { now: deps.clock() });
  if (target === undefined || gate.kind === 'closed') {
    await closeDeadRows(jobs, deps, true);
    return new Map();
  }
  if (gate.kind === 'wait') return verdictFor(jobs, { kind: 'wait', until: gate.until });

  const { ready, verdicts } = await admit(jobs, deps);
  if (ready.length === 0) return verdicts;
  const connected = await connectTarget(target, { deadline, deps });
  if ('kind' in connected) {
    return new Map([
      ...verdicts,
      ...verdictFor(
        ready.map(({ job }) => job),
        connected,
      ),
    ]);
  }

  const pass: Pass = {
    ...{ deps, target, connected, deadline, returning },
    silent_until: 0,
    events: [],
    endings: [],
  };
  try {
    const worked = await workOff(ready, pass);

    return new Map([...verdicts, ...worked]);
  } finally {
    // What was done and recorded is told and counted, also when the rest of the pass broke.
    await announce(deps, pass.events);
    if (pass.endings.length > 0) await deps.totals.add(target, pass.endings);
  }
}

/** The listings that may be worked on now, and the verdicts of those that must wait. */
async function admit(
  jobs: readonly SyncJob[],
  deps: SyncDeps,
): Promise<{ ready: Ready[]; verdicts: Map<string, Verdict> }> {
  const { listings, units, unreadable } = await closeDeadRows(jobs, deps);
  const verdicts = new Map<string, Verdict>();
  const ready: Ready[] = [];
  for (const job of jobs) {
    const listing = listings.get(job.listing_id);
    const error = unreadable.get(job.listing_id) ?? unreadable.get(listing?.unit_id ?? '');
    if (error !== undefined) {
      const trace_id = traceIdToUuid(job.trace_id);
      deps.report.trouble('row-not-readable', { trace_id, listing_id: job.listing_id, error });
      verdicts.set(job.listing_id, { kind: 'broken', error });
      continue;
    }
    const gate = listingGate(listing, deps.clock());
    if (gate.kind === 'wait') {
      const kind = gate.why === 'in-progress' ? 'busy' : 'wait';
      verdicts.set(job.listing_id, { kind, until: gate.until });
    }
    if (gate.kind !== 'open' || listing === undefined) continue;
    ready.push({ job, listing, unit: units.get(listing.unit_id ?? '') });
  }

  return { ready, verdicts };
}

function verdictFor(jobs: readonly SyncJob[], verdict: Verdict): Map<string, Verdict> {
  return new Map(jobs.map(({ listing_id }) => [listing_id, verdict]));
}
