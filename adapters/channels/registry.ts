import type { Channel } from '../../domain/channel/channel.ts';
import type { ChannelType } from '../../domain/targets/target.ts';
import { hostaway } from '../hostaway/hostaway.ts';

/** A new channel is a folder in `adapters/` and a line here. */
const channels: Partial<Record<ChannelType, Channel>> = { hostaway };

/** The channel of a type; undefined for those that nothing implements yet. */
export function channelFor(channelType: ChannelType): Channel | undefined {
  return channels[channelType];
}
