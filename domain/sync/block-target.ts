import { toTimestamp } from '../common/time.ts';
import type { Block } from '../pacing/target-block.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import { announce } from './announce.ts';
import type { SyncDeps, Verdict } from './sync-deps.ts';

/** Until an operator or a health check finds the credentials accepted again. */
const endOfTime = Date.parse('9999-12-31T00:00:00.000Z');

type Ports = Pick<SyncDeps, 'targets' | 'windows' | 'clock' | 'events' | 'watch' | 'report'>;

/** 429 and the like: the whole target, and all that share its account, keep quiet until then (epoch ms). */
export async function silenceTarget(
  target: StoredTarget,
  until: number,
  deps: Ports,
): Promise<Verdict> {
  const message = 'the channel asked for patience: too many requests, or closed for a while';
  const cause: Block = { until, reason: 'rate_limited', message };
  const sharers = await deps.windows.block(target.window_key, until);
  // Of those that have reserved starts already, only the row can tell a call that is about to be made.
  const others = sharers.filter(({ id }) => id !== target.id);
  await Promise.all([target, ...others].map((each) => block(each, cause, deps)));

  return { kind: 'wait', until };
}

/** The channel refuses the credentials, also after a look for newer ones: the target's jobs wait for a person. */
export async function credentialsRefused(
  target: StoredTarget,
  message: string | null,
  deps: Ports,
): Promise<Verdict> {
  return block(
    target,
    {
      until: endOfTime,
      reason: 'credentials_rejected',
      message: message ?? 'the channel refused the credentials',
      // Or a rotation that came between the refusal and this would be followed by a block for ever.
      seen_revision: target.revision,
    },
    deps,
  );
}

/** The channel is down: jobs wait until then (epoch ms) instead of using up their retries. */
export function targetDown(target: StoredTarget, until: number, deps: Ports): Promise<Verdict> {
  const message = 'the channel does not answer; its jobs wait until a check finds it back';

  return block(target, { until, reason: 'unavailable', message }, deps);
}

async function block(target: TargetIdentity, cause: Block, deps: Ports): Promise<Verdict> {
  const change = await deps.targets.block(target, target.id, cause);
  // Told once per transition: a block that is only prolonged is no news.
  if (change === 'blocked') {
    await announce(deps, [
      {
        name: 'channel.target.blocked',
        org_id: target.org_id,
        account_id: target.account_id,
        target_id: target.id,
        occurred_at: toTimestamp(deps.clock()),
        error_message: cause.message,
      },
    ]);
  }

  return { kind: 'wait', until: cause.until };
}
