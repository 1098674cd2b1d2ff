import type { Work } from '../attempts/attempt.ts';
import { doubtEnd } from '../attempts/doubt.ts';
import { ChannelCallError } from '../channel/channel.ts';
import { toTimestamp } from '../common/time.ts';
import { jobAttributes } from '../listings/request-sync.ts';
import { callKind } from '../pacing/reserve-starts.ts';
import { silentUntil } from '../pacing/silence.ts';
import type { CallKind } from '../pacing/window.ts';
import { giveUp } from './give-up.ts';
import { followRefusal, lookAgainSoon, momentOf, outage, type Pass, silence } from './pass.ts';
import { search } from './search.ts';
import type { Verdict } from './sync-deps.ts';

const shortestPauseMs = 5_000;
const longestPauseMs = 600_000;

/**
 * Before a create whose predecessor may have reached the channel: finds the listing by its marker and adopts it, since
 * Hostaway knows no idempotency key. A listing that is to be deleted is found the same way.
 */
export async function lookFirst(work: Work, pass: Pass): Promise<Work | Verdict> {
  const { listing } = work;
  const began = pass.deps.clock();
  try {
    const doubt = doubtEnd(listing);
    const early = pass.deps.clock() < doubt;
    const found = await search(work, early, pass);
    if (found.kind === 'found') return await adopt(work, found.listing.external_listing_id, pass);
    // It may be made yet. A no counts when the look for it begins after that.
    if (early) return { kind: 'wait', until: doubt };
    if (found.kind === 'unsure') return await staysInDoubt(work, found.why, pass);
    if (found.kind === 'more') return { kind: 'wait', until: pass.deps.clock() };

    return work.operation === 'delete' ? await nothingToRemove(work, pass) : work;
  } catch (error) {
    if (!(error instanceof ChannelCallError)) throw error;
    const verdict = await follow(error, { began, kind: callKind(work) }, pass);

    return (
      verdict ?? giveUp(work, `the channel does not let us look for it: ${error.message}`, pass)
    );
  }
}

/**
 * Before the last retries of an operation: whether the channel answers at all. Breakers are each worker's own, so an outage
 * may be nobody's five failures in a row, and must not use up what retries are for. Undefined when it does.
 */
export async function probeFirst(work: Work, pass: Pass): Promise<Verdict | undefined> {
  const { deps, target, connected } = pass;
  const began = deps.clock();
  try {
    await connected.session.check(callKind(work));
    deps.breakers.answered(target.id);
    return undefined;
  } catch (error) {
    if (!(error instanceof ChannelCallError)) throw error;

    return error.outcome.kind === 'unclear'
      ? outage(pass, deps.breakers.reopen(target.id))
      : follow(error, { began, kind: callKind(work) }, pass);
  }
}

/** What the target's calls do after one that only wanted to know something has failed; undefined when only that was refused. */
export async function follow(
  { outcome }: ChannelCallError,
  call: { readonly began: number; readonly kind: CallKind },
  pass: Pass,
): Promise<Verdict | undefined> {
  pass.deps.report.trouble('look-up-failed', { target_id: pass.target.id, kind: outcome.kind });
  if (outcome.kind === 'rate_limited')
    return silence(pass, silentUntil(outcome.retry_at, momentOf(pass)));

  if (outcome.kind === 'unauthorized') return followRefusal(pass, outcome, call);

  return outcome.kind === 'unclear' ? lookAgainSoon(pass.deps) : undefined;
}

async function adopt(
  work: Work,
  external_listing_id: string,
  { deps }: Pass,
): Promise<Work | Verdict> {
  const { doubt_until: _, look: __, ...listing } = work.listing;
  const adoption = await deps.store.adopt(work.listing, external_listing_id);
  // Somebody has linked it to another listing, whose marker it will carry: then there is none that could be this one's.
  if (adoption === 'taken') await deps.store.noteLook(work.listing, { kind: 'absent' });
  if (adoption !== 'adopted') return { kind: 'wait', until: deps.clock() };

  return {
    ...work,
    operation: work.operation === 'create' ? 'update' : work.operation,
    listing: { ...listing, external_listing_id, revision: listing.revision + 1 },
  };
}

/**
 * A list that contradicts itself proves nothing: the listing says so and waits for another look, half as long as it has waited
 * since its last attempt, so that the pauses grow.
 */
async function staysInDoubt({ listing }: Work, why: string, pass: Pass): Promise<Verdict> {
  const { deps, target } = pass;
  const now = deps.clock();
  const pause = (now - Date.parse(listing.updated_at)) / 2;
  const until = now + Math.min(Math.max(pause, shortestPauseMs), longestPauseMs);
  deps.report.trouble('look-up-unsure', { target_id: target.id, listing_id: listing.id });
  await deps.store.amend(listing, {
    set: { error_message: why, retry_after_at: toTimestamp(until) },
    // The next look begins anew.
    remove: ['look'],
  });

  return { kind: 'wait', until };
}

async function nothingToRemove({ listing }: Work, { deps }: Pass): Promise<Verdict> {
  const removed = await deps.store.amend(listing, {
    set: { sync_status: 'ok', updated_at: toTimestamp(deps.clock()) },
    remove: [...jobAttributes, 'removal_requested', 'remote_unclear', 'doubt_until', 'look'],
  });

  return removed ? { kind: 'done' } : { kind: 'wait', until: deps.clock() };
}
