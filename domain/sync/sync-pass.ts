import { ChannelCallError } from '../channels/channel.ts';
import type { StoredListing } from '../channels/listing.ts';
import type { StoredTarget } from '../channels/target.ts';
import type { DomainEvent } from '../domain-event.ts';
import type { Unit } from '../supply/unit.ts';
import type { Work } from './attempt.ts';
import { credentialsRefused, silenceTarget, windowMs } from './block-target.ts';
import type { ConnectedTarget } from './channel-access.ts';
import { listingGate, targetGate } from './decide-sync.ts';
import { perform } from './perform.ts';
import { planListing } from './plan.ts';
import { silentUntil } from './settle.ts';
import type { SyncDeps, SyncMessage, SyncResult, Verdict } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';
import { NoTurnError } from './turn.ts';
import { windowPolicy } from './window.ts';

/** One target's share of a batch, and what its calls have in common. */
export interface Pass {
  readonly target: StoredTarget;
  readonly connected: ConnectedTarget;
  /** No call starts later than this (epoch ms), so that it ends within the function's time limit. */
  readonly deadline: number;
  /** Set by a call that was told to wait: calls of the same pass still to come keep quiet as well. */
  silent_until: number;
  readonly events: DomainEvent[];
}

/** How long after its begin a pass may still start calls. Call timeout (30 s) and this must fit the function's time limit. */
const patienceMs = 20_000;
/** Longer waits, and messages handed out too often, leave the queue: the sweeper brings their listings back. */
const longestHideMs = 60_000;
const mostReceives = 8;
const done: Verdict = { kind: 'done' };

/**
 * Works off a batch of jobs: one pass per target, side by side.
 * What a job carries is only who to look at; what is sent is read now, so that of several changes the newest goes out.
 */
export async function syncPass(
  messages: readonly SyncMessage[],
  deps: SyncDeps,
): Promise<SyncResult[]> {
  const groups = Map.groupBy(
    messages,
    ({ job }) => `${job.org_id}/${job.account_id}/${job.target_id}`,
  );
  const results = await Promise.all([...groups.values()].map((group) => passOfTarget(group, deps)));

  return results.flat();
}

async function passOfTarget(
  messages: readonly SyncMessage[],
  deps: SyncDeps,
): Promise<SyncResult[]> {
  // Several messages of one listing ask for the same thing: to look at it.
  const jobs = new Map(messages.map(({ job }) => [job.listing_id, job]));
  const verdicts = await judge([...jobs.values()], deps);

  return messages.map(({ id, job, receive_count }) => {
    const verdict = verdicts.get(job.listing_id) ?? done;
    if (verdict.kind === 'done') return { id, done: true };
    const wait = Math.max(0, verdict.until - deps.clock());
    const parked = wait > longestHideMs || receive_count >= mostReceives;

    return parked ? { id, done: true } : { id, done: false, retry_in_ms: wait };
  });
}

async function judge(jobs: readonly SyncJob[], deps: SyncDeps): Promise<Map<string, Verdict>> {
  const deadline = deps.clock() + patienceMs;
  const [first] = jobs;
  const target = first && (await deps.targets.get(first, first.target_id));
  const gate = targetGate(target, deps.clock());
  if (gate.kind !== 'open') return all(jobs, gate.kind === 'wait' ? waitUntil(gate.until) : done);
  if (target === undefined) return all(jobs, done);

  const { listings, units } = await deps.store.load(jobs);
  const verdicts = new Map<string, Verdict>();
  const ready: { job: SyncJob; listing: StoredListing; unit: Unit | undefined }[] = [];
  for (const job of jobs) {
    const listing = listings.get(job.listing_id);
    const open = listingGate(listing, deps.clock());
    if (open.kind === 'wait') verdicts.set(job.listing_id, waitUntil(open.until));
    if (open.kind !== 'open' || listing === undefined) continue;
    ready.push({ job, listing, unit: units.get(listing.unit_id ?? '') });
  }
  if (ready.length === 0) return verdicts;

  const connected = await connect(target, deps);
  if ('kind' in connected)
    return new Map([
      ...all(
        ready.map(({ job }) => job),
        connected,
      ),
      ...verdicts,
    ]);
  const pass: Pass = {
    target,
    connected,
    deadline,
    silent_until: 0,
    events: [],
  };
  for (const [id, verdict] of await work(ready, pass, deps)) verdicts.set(id, verdict);
  await publish(pass.events, deps);

  return verdicts;
}

/** The target's session, or what all its jobs must do instead. */
async function connect(target: StoredTarget, deps: SyncDeps): Promise<ConnectedTarget | Verdict> {
  try {
    return await deps.access.connect(target);
  } catch (error) {
    if (error instanceof NoTurnError) return waitUntil(error.next);
    if (!(error instanceof ChannelCallError)) throw error;
    const { outcome } = error;
    deps.report.trouble('target-not-connected', { target_id: target.id, kind: outcome.kind });
    if (outcome.kind === 'rate_limited') {
      const now = deps.clock();
      return silenceTarget(
        target,
        silentUntil(outcome.retry_at, { now, window_ms: windowMs(target) }),
        deps,
      );
    }
    if (outcome.kind === 'unauthorized') return credentialsRefused(target, outcome, deps);
    // Nothing was written, so nothing is used up: look again soon, not all at once.
    return waitUntil(deps.clock() + 5_000 + deps.random() * 10_000);
  }
}

async function work(
  ready: readonly { job: SyncJob; listing: StoredListing; unit: Unit | undefined }[],
  pass: Pass,
  deps: SyncDeps,
): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const calls: { work: Work; look_first: boolean }[] = [];
  await Promise.all(
    ready.map(async (item) => {
      const plan = await planListing(
        { ...item, target: pass.target, connected: pass.connected },
        deps,
      );
      if (plan.kind === 'call') calls.push(plan);
      if (plan.kind !== 'amend') return;
      const amended = await deps.store.amend(item.listing, plan.changes);
      if (amended) report(item.listing, plan.state, pass, deps);
      else verdicts.set(item.listing.id, waitUntil(deps.clock()));
    }),
  );

  const starts = await reserveStarts(
    calls.filter(({ look_first }) => !look_first),
    pass,
    deps,
  );
  await Promise.all(
    calls.map(async (call) => {
      const start = starts.get(call.work.listing.id);
      const verdict =
        typeof start === 'object' ? start : await perform({ ...call, start }, pass, deps);
      verdicts.set(call.work.listing.id, verdict);
    }),
  );

  return verdicts;
}

/** One write for all calls of the pass: listing id -> its start (epoch ms), or the verdict to wait. */
async function reserveStarts(
  calls: readonly { work: Work }[],
  pass: Pass,
  deps: SyncDeps,
): Promise<Map<string, number | Verdict>> {
  const { rate_limit_config, window_key } = pass.target;
  const starts = new Map<string, number | Verdict>();
  if (rate_limit_config === null) return starts;

  const byKind = Map.groupBy(calls, ({ work }) =>
    work.listing.replay_id === undefined ? 'live' : 'replay',
  );
  for (const [kind, group] of byKind) {
    const reserved = await deps.windows.reserve({
      window_key,
      policy: windowPolicy(rate_limit_config),
      count: group.length,
      kind,
      patience_ms: Math.max(0, pass.deadline - deps.clock()),
    });
    group.forEach(({ work }, index) => {
      const start = reserved.starts[index];
      starts.set(work.listing.id, start ?? waitUntil(reserved.next ?? deps.clock() + 1_000));
    });
  }

  return starts;
}

function report(
  listing: StoredListing,
  state: 'skipped' | 'failed',
  pass: Pass,
  deps: SyncDeps,
): void {
  const action = listing.removal_requested
    ? 'delete'
    : listing.external_listing_id
      ? 'update'
      : 'create';
  deps.report.finished(pass.target, action, state, null);
}

/** Events tell others what happened; that it happened is on record already, so trouble here must not repeat the calls. */
async function publish(events: readonly DomainEvent[], deps: SyncDeps): Promise<void> {
  try {
    if (events.length > 0) await deps.events.publish(events);
  } catch (error) {
    deps.report.trouble('events-not-published', { error, count: events.length });
  }
}

function all(jobs: readonly SyncJob[], verdict: Verdict): Map<string, Verdict> {
  return new Map(jobs.map(({ listing_id }) => [listing_id, verdict]));
}

function waitUntil(until: number): Verdict {
  return { kind: 'wait', until };
}
