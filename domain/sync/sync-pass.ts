import { announce } from './announce.ts';
import { connectTarget } from './connect-target.ts';
import { listingGate, targetGate } from './decide-sync.ts';
import type { Pass, Ready } from './pass.ts';
import type { SyncDeps, SyncMessage, SyncResult, Verdict } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';
import { workOff } from './work-off.ts';

/** How long after its begin a pass may still start calls. This and a call (30 s) must fit the function's time limit. */
const patienceMs = 20_000;
/** Longer waits, and messages handed out too often, leave the queue: the sweeper brings their listings back. */
const longestHideMs = 60_000;
const mostReceives = 8;
/** However long a target is to be silent, its listings are due after this, so that they go on soon after it does. */
const longestParkMs = 60_000;
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

  return Promise.all(
    messages.map((message) =>
      resultOf(message, verdicts.get(message.job.listing_id) ?? done, deps),
    ),
  );
}

async function resultOf(
  { id, job, receive_count }: SyncMessage,
  verdict: Verdict,
  deps: SyncDeps,
): Promise<SyncResult> {
  if (verdict.kind === 'done') return { id, done: true };
  const now = deps.clock();
  const wait = Math.max(0, verdict.until - now);
  if (wait <= longestHideMs && receive_count < mostReceives)
    return { id, done: false, retry_in_ms: wait };
  await deps.store.park(job, Math.min(verdict.until, now + longestParkMs));

  return { id, done: true };
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
  const connected = await connectTarget(target, deps);
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
  await announce(deps, pass.events);

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

function verdictFor(jobs: readonly SyncJob[], verdict: Verdict): Map<string, Verdict> {
  return new Map(jobs.map(({ listing_id }) => [listing_id, verdict]));
}
