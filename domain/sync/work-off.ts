import type { StoredListing } from '../channels/listing.ts';
import type { Pass, Ready } from './pass.ts';
import { perform } from './perform.ts';
import { type Plan, planListing } from './plan.ts';
import { type PlannedCall, reserveStarts } from './reserve-starts.ts';
import type { Verdict } from './sync-deps.ts';

/** Plans every listing, reserves starts for the calls that are needed, and makes them side by side, each at its time. */
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
  for (const [id, verdict] of await makeCalls(calls, pass)) verdicts.set(id, verdict);

  return verdicts;
}

/** A call that looks first makes more than one, so it takes its turns itself. */
async function makeCalls(
  calls: readonly PlannedCall[],
  pass: Pass,
): Promise<(readonly [string, Verdict])[]> {
  const limit = pass.target.rate_limit_config;
  const made: Promise<readonly [string, Verdict]>[] = [];
  const begin = (call: PlannedCall, start: number | Verdict | undefined) => {
    const verdict = makeCall(call, start, pass);
    // Those that fail while others still wait for their starts are heard of at the end.
    verdict.catch(() => undefined);
    made.push(verdict);
  };
  const counted = calls.filter(({ look_first }) => limit !== null && !look_first);
  for (const call of calls) if (!counted.includes(call)) begin(call, undefined);
  try {
    if (limit !== null) await reserveStarts(counted, { pass, limit, begin });
  } finally {
    // Whatever happens, no call is left behind unrecorded.
    await Promise.allSettled(made);
  }

  return Promise.all(made);
}

async function makeCall(
  { work, look_first }: PlannedCall,
  start: number | Verdict | undefined,
  pass: Pass,
): Promise<readonly [string, Verdict]> {
  const verdict =
    typeof start === 'object' ? start : await perform({ work, look_first, start }, pass);

  return [work.listing.id, verdict];
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
