import type { Channel } from '../channel/channel.ts';
import type { RateLimitConfig, StoredTarget } from '../targets/target.ts';

/** The limit a target's calls obey: its own, or its channel's where it has none, since its account may be shared. */
export function limitOf(
  { rate_limit_config }: Pick<StoredTarget, 'rate_limit_config'>,
  { default_rate_limit }: Pick<Channel, 'default_rate_limit'>,
): RateLimitConfig {
  return rate_limit_config ?? default_rate_limit;
}
