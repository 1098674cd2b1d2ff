import type { StoredTarget } from '../channels/target.ts';
import type { SyncDeps, Verdict } from './sync-deps.ts';

/** Until an operator or a health check finds the credentials accepted again. */
const endOfTime = Date.parse('9999-12-31T00:00:00.000Z');

type Ports = Pick<SyncDeps, 'targets' | 'windows' | 'clock'>;

/** 429: the whole target, and all that share its account, keep quiet until then (epoch ms). */
export async function silenceTarget(
  target: StoredTarget,
  until: number,
  deps: Ports,
): Promise<Verdict> {
  await deps.windows.block(target.window_key, until);
  await deps.targets.block(target, target.id, {
    until,
    reason: 'rate_limited',
    message: 'the channel answered 429: too many requests',
  });

  return { kind: 'wait', until };
}

/** Length of a target's rate window in ms. */
export function windowMs(target: StoredTarget): number {
  return (target.rate_limit_config?.window_seconds ?? 10) * 1000;
}

/** The channel refuses the credentials, also after a look for newer ones: the target's jobs wait for a person. */
export async function credentialsRefused(
  target: StoredTarget,
  message: string | null,
  deps: Ports,
): Promise<Verdict> {
  await deps.targets.block(target, target.id, {
    until: endOfTime,
    reason: 'credentials_rejected',
    message: message ?? 'the channel refused the credentials',
  });

  return { kind: 'wait', until: endOfTime };
}
