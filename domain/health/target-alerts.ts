import { credentialsEnd } from '../credentials/credentials-end.ts';
import { currentBlock } from '../pacing/target-block.ts';
import type { StoredTarget } from '../targets/target.ts';
import { type CurrentAlert, thresholdsOf } from './alert.ts';

/** What keeps a target's calls from being made. A paused one makes none by intention. */
export function targetAlerts(target: StoredTarget, now: number): CurrentAlert[] {
  if (!target.is_active) return [];
  const { health_status, health_message } = target;
  const block = currentBlock(target, now);
  const said = health_message ?? 'no reason is known';
  const isOffline = health_status === 'offline';
  const isRejected = block?.reason === 'credentials_rejected';
  // Between two tries of a channel that is down no block is in force, and it is down all the same.
  const isDown =
    block?.reason === 'unavailable' || (isOffline && target.block_reason === 'unavailable');

  return [
    ...(isRejected
      ? [state('credentials_rejected', `the channel refuses the credentials: ${said}`)]
      : []),
    ...(isDown
      ? [state('channel_unavailable', `the channel is down, its jobs wait: ${said}`)]
      : []),
    // What is known better is not told twice.
    ...(isOffline && !isRejected && !isDown
      ? [state('target_offline', `the last call found the channel out of reach: ${said}`)]
      : []),
    ...(block?.reason === 'rate_limited' ? longSilence(target, (block.until - now) / 1000) : []),
  ];
}

/** Of a paused target too: it is to work when it is resumed. */
export function credentialAlerts(target: StoredTarget, now: number): CurrentAlert[] {
  const end = credentialsEnd(target, now);
  if (end === undefined) return [];
  const { days, threshold, message } = end;
  if (threshold === 0) return [{ rule: 'credentials_expired', message, value: days, threshold }];

  return [{ rule: 'credentials_expire', message, value: days, threshold }];
}

function longSilence(target: StoredTarget, seconds: number): CurrentAlert[] {
  const threshold = thresholdsOf(target).silence_seconds;
  const message = 'the channel asked for a long silence (429)';

  return seconds > threshold
    ? [{ rule: 'silence_seconds', message, value: Math.ceil(seconds), threshold }]
    : [];
}

function state(rule: CurrentAlert['rule'], message: string): CurrentAlert {
  return { rule, message, value: null, threshold: null };
}
