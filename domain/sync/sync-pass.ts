import { ChannelCallError } from '../channels/channel.ts';
import type { StoredTarget } from '../channels/target.ts';
import { credentialsRefused, silenceTarget, windowMs } from './block-target.ts';
import type { ConnectedTarget } from './channel-access.ts';
import { listingGate, targetGate } from './decide-sync.ts';
import { lookAgainSoon, type Pass, type Ready } from './pass.ts';
import { silentUntil } from './settle.ts';
import type { SyncDeps, SyncMessage, SyncResult, Verdict } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';
import { NoTurnError } from './turn.ts';
import { workOff } from './work-off.ts';

/** How long after its begin a pass may still start calls. This and a call (30 s) must fit the function's time limit. */
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
  if (target === undefined || gate.kind === 'closed') return new Map();
  if (gate.kind === 'wait') return verdictFor(jobs, { kind: 'wait', until: gate.until });

  const { ready, verdicts } = await admit(jobs, deps);
  if (ready.length === 0) return verdicts;
  const connected = await connect(target, deps);
  if ('kind' in connected) {
    return new Map([
      ...verdicts,
      ...verdictFor(
        ready.map(({ job }) => job),
        connected,
      ),
    ]);
  }

  const pass: Pass = { deps, target, connected, deadline, silent_until: 0, events: [] };
  const worked = await workOff(ready, pass);
  await publish(pass);

  return new Map([...verdicts, ...worked]);
}

/** The listings that may be worked on now, and the verdicts of those that must wait. */
async function admit(
  jobs: readonly SyncJob[],
  deps: SyncDeps,
): Promise<{ ready: Ready[]; verdicts: Map<string, Verdict> }> {
  const { listings, units } = await deps.store.load(jobs);
  const verdicts = new Map<string, Verdict>();
  const ready: Ready[] = [];
  for (const job of jobs) {
    const listing = listings.get(job.listing_id);
    const gate = listingGate(listing, deps.clock());
    if (gate.kind === 'wait') verdicts.set(job.listing_id, { kind: 'wait', until: gate.until });
    if (gate.kind !== 'open' || listing === undefined) continue;
    ready.push({ job, listing, unit: units.get(listing.unit_id ?? '') });
  }

  return { ready, verdicts };
}

/** The target's session, or what all its jobs must do instead. */
async function connect(target: StoredTarget, deps: SyncDeps): Promise<ConnectedTarget | Verdict> {
  try {
    return await deps.access.connect(target);
  } catch (error) {
    if (error instanceof NoTurnError) return { kind: 'wait', until: error.next };
    if (!(error instanceof ChannelCallError)) throw error;
    const { outcome } = error;
    deps.report.trouble('target-not-connected', { target_id: target.id, kind: outcome.kind });
    if (outcome.kind === 'rate_limited') {
      const now = deps.clock();
      const until = silentUntil(outcome.retry_at, { now, window_ms: windowMs(target) });
      return silenceTarget(target, until, deps);
    }
    if (outcome.kind === 'unauthorized')
      return credentialsRefused(target, outcome.error_message, deps);

    return lookAgainSoon(deps);
  }
}

/** Events tell others what happened; that it happened is on record already, so trouble here must not repeat the calls. */
async function publish({ events, deps }: Pass): Promise<void> {
  try {
    if (events.length > 0) await deps.events.publish(events);
  } catch (error) {
    deps.report.trouble('events-not-published', { error, count: events.length });
  }
}

function verdictFor(jobs: readonly SyncJob[], verdict: Verdict): Map<string, Verdict> {
  return new Map(jobs.map(({ listing_id }) => [listing_id, verdict]));
}
