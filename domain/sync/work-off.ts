import { lookAgainIfLacking } from '../attempts/look-again.ts';
import { pinnedVersion } from '../listings/pinned-version.ts';
import { type PlannedCall, reserveStarts } from '../pacing/reserve-starts.ts';
import { checkNights } from './check-nights.ts';
import { tellGivenUp } from './give-up.ts';
import { finished, isolated, type Pass, type Ready } from './pass.ts';
import { perform, takesSeveralTurns } from './perform.ts';
import { type Plan, planListing } from './plan.ts';
import type { Verdict } from './sync-deps.ts';

/** Plans every listing, reserves starts for the calls that are needed, and makes them side by side, each at its time. */
export async function workOff(ready: readonly Ready[], pass: Pass): Promise<Map<string, Verdict>> {
  const calls: PlannedCall[] = [];
  const planned = ready.map(async ({ listing, ...item }) => {
    const step = { name: 'plan listing', job: item.job };
    const verdict = await isolated(step, pass, async () => {
      const plan = await planListing({ listing, ...item, ...pass }, pass.deps);
      if (plan.kind === 'call') calls.push(plan);

      if (plan.kind === 'check') return checkNights(plan.check, pass);

      return plan.kind === 'amend' ? amend({ listing, ...item }, plan, pass) : { kind: 'done' };
    });

    return [listing.id, verdict] as const;
  });
  const verdicts = new Map(await Promise.all(planned));
  for (const [id, verdict] of await makeCalls(calls, pass)) verdicts.set(id, verdict);

  return verdicts;
}

async function makeCalls(
  calls: readonly PlannedCall[],
  pass: Pass,
): Promise<(readonly [string, Verdict])[]> {
  const made: Promise<readonly [string, Verdict]>[] = [];
  const begin = (call: PlannedCall, start: number | Verdict | undefined) => {
    made.push(makeCall(call, start, pass));
  };
  const counted = calls.filter((call) => !takesSeveralTurns(call, pass));
  for (const call of calls) if (!counted.includes(call)) begin(call, undefined);
  try {
    await reserveStarts(counted, { pass, begin });
  } finally {
    // Whatever happens, no call is left behind unrecorded.
    await Promise.all(made);
  }

  return Promise.all(made);
}

/** Never fails: see `isolated`. */
async function makeCall(
  { work, look_first }: PlannedCall,
  start: number | Verdict | undefined,
  pass: Pass,
): Promise<readonly [string, Verdict]> {
  const step = { name: `${work.operation} listing`, job: work.job };
  const verdict =
    typeof start === 'object'
      ? start
      : await isolated(step, pass, () => perform({ work, look_first, start }, pass));

  return [work.listing.id, verdict];
}

async function amend(
  { job, listing, unit }: Ready,
  { action, state, changes }: Extract<Plan, { kind: 'amend' }>,
  pass: Pass,
): Promise<Verdict> {
  const { deps } = pass;
  const { reference } = pass.connected;
  const settled = lookAgainIfLacking(changes, {
    ...{ listing_id: listing.id, now: deps.clock() },
    reference,
  });
  if (!(await deps.store.amend(listing, settled))) return { kind: 'wait', until: deps.clock() };
  finished(pass, { action, state, latency_ms: null });
  const newest = unit?.version ?? listing.last_sync_version ?? 1;
  const unit_version = pinnedVersion(listing, newest) ?? newest;
  if (state === 'failed')
    tellGivenUp({ job, listing, unit_version }, changes.set.error_message ?? '', pass);

  return { kind: 'done' };
}
