import type { StoredListing } from '../channels/listing.ts';
import type { Work } from './attempt.ts';
import type { Pass, Ready } from './pass.ts';
import { perform } from './perform.ts';
import { type Plan, planListing } from './plan.ts';
import type { Verdict } from './sync-deps.ts';
import { windowPolicy } from './window.ts';

type PlannedCall = Extract<Plan, { kind: 'call' }>;

/** Plans every listing, reserves the calls that are needed in one write, and makes them side by side, each at its time. */
export async function workOff(ready: readonly Ready[], pass: Pass): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const calls: PlannedCall[] = [];
  await Promise.all(
    ready.map(async (item) => {
      const plan = await planListing({ ...item, ...pass }, pass.deps);
      if (plan.kind === 'call') calls.push(plan);
      if (plan.kind === 'amend')
        verdicts.set(item.listing.id, await amend(item.listing, plan, pass));
    }),
  );

  const starts = await reserveStarts(calls, pass);
  await Promise.all(
    calls.map(async ({ work, look_first }) => {
      const start = starts.get(work.listing.id);
      verdicts.set(
        work.listing.id,
        typeof start === 'object' ? start : await perform({ work, look_first, start }, pass),
      );
    }),
  );

  return verdicts;
}

async function amend(
  listing: StoredListing,
  plan: Extract<Plan, { kind: 'amend' }>,
  { deps, target }: Pass,
): Promise<Verdict> {
  if (!(await deps.store.amend(listing, plan.changes)))
    return { kind: 'wait', until: deps.clock() };
  deps.report.finished(target, { action: plan.action, state: plan.state, latency_ms: null });

  return { kind: 'done' };
}

/**
 * One write for all calls whose number is known: listing id -> start (epoch ms), or the verdict to wait.
 * A call that looks first makes more than one, so it takes its turns itself.
 */
async function reserveStarts(
  calls: readonly PlannedCall[],
  { target, deadline, deps }: Pass,
): Promise<Map<string, number | Verdict>> {
  const starts = new Map<string, number | Verdict>();
  if (target.rate_limit_config === null) return starts;

  const single = calls.filter(({ look_first }) => !look_first).map(({ work }) => work);
  for (const [kind, group] of Map.groupBy(single, callKind)) {
    const reserved = await deps.windows.reserve({
      window_key: target.window_key,
      policy: windowPolicy(target.rate_limit_config),
      count: group.length,
      kind,
      lead_ms: deps.lead.ms,
      patience_ms: Math.max(0, deadline - deps.clock()),
    });
    for (const [index, { listing }] of group.entries()) {
      const later = reserved.next ?? deps.clock() + 1_000;
      starts.set(listing.id, reserved.starts[index] ?? { kind: 'wait', until: later });
    }
  }

  return starts;
}

function callKind({ listing }: Work): 'live' | 'replay' {
  return listing.replay_id === undefined ? 'live' : 'replay';
}
