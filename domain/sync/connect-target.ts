import { ChannelCallError } from '../channel/channel.ts';
import { readTwice } from '../channel/read-twice.ts';
import { silentUntil, windowMs } from '../pacing/silence.ts';
import { NoTurnError } from '../pacing/turn.ts';
import type { StoredTarget } from '../targets/target.ts';
import { credentialsRefused, silenceTarget, targetDown } from './block-target.ts';
import type { ConnectedTarget } from './channel-access.ts';
import { lookAgainSoon, type Pass, waitForTurn } from './pass.ts';
import type { SyncDeps, Verdict } from './sync-deps.ts';

/** The target's session, or what all its jobs must do instead. */
export async function connectTarget(
  target: StoredTarget,
  { deadline, deps }: Pick<Pass, 'deadline' | 'deps'>,
): Promise<ConnectedTarget | Verdict> {
  try {
    const connected = await deps.access.connect(target, deadline);
    if (target.block_reason === 'unavailable') await probe(connected, target, deps);

    return connected;
  } catch (error) {
    if (error instanceof NoTurnError) return waitForTurn(error, { deps });
    if (!(error instanceof ChannelCallError)) throw error;

    return follow(error, target, deps);
  }
}

/** Half-open: the block of an outage has run out, and one cheap read decides whether calls go on. */
async function probe(
  { session, credentials }: ConnectedTarget,
  target: StoredTarget,
  deps: SyncDeps,
): Promise<void> {
  const calledAt = deps.clock();
  await readTwice(
    () => session.check(),
    () => credentials.renew(calledAt),
  );
  await deps.targets.unblock(target, target.id);
}

async function follow(
  { outcome }: ChannelCallError,
  target: StoredTarget,
  deps: SyncDeps,
): Promise<Verdict> {
  deps.report.trouble('target-not-connected', { target_id: target.id, kind: outcome.kind });
  if (outcome.kind === 'rate_limited') {
    const moment = { now: deps.clock(), window_ms: windowMs(target.rate_limit_config) };
    return silenceTarget(target, silentUntil(outcome.retry_at, moment), deps);
  }
  if (outcome.kind === 'unauthorized') {
    return credentialsRefused(target, outcome.error_message, deps);
  }
  if (target.block_reason === 'unavailable') {
    return targetDown(target, deps.breakers.reopen(target.id), deps);
  }
  const down = deps.breakers.count(target.id, outcome);

  return down === undefined ? lookAgainSoon(deps) : targetDown(target, down, deps);
}
