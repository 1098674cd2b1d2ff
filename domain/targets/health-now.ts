import { untilMs } from '../common/time.ts';
import type { StoredTarget } from './target.ts';

/**
 * How a target is doing at `now` (epoch ms). A rate limit's silence that has run out is over without anybody's writing it down,
 * unless something worse, or a check, came since.
 */
export function healthNow(
  target: StoredTarget,
  now: number,
): Pick<StoredTarget, 'health_status' | 'health_message'> {
  const { health_status, health_message, block_reason, blocked_until } = target;
  const end = untilMs(blocked_until);
  const isSilence = block_reason === 'rate_limited' && health_status === 'degraded';
  const isChecked = untilMs(target.last_health_check_at) >= end;
  if (!isSilence || end > now || isChecked) return { health_status, health_message };

  return { health_status: 'healthy', health_message: null };
}
