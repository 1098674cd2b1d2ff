import { UnprocessableError } from '../errors.ts';
import { baseUrlErrors, normaliseBaseUrl } from './base-url.ts';
import type { Channel } from './channel.ts';
import type { ChannelType } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import { type Account, tryConnection } from './try-connection.ts';

/** @throws UnprocessableError `channel-not-supported`, naming what is */
export function requireChannel(type: ChannelType, deps: Pick<TargetDeps, 'channels'>): Channel {
  const channel = deps.channels.channelFor(type);
  if (channel !== undefined) return channel;
  const supported = deps.channels.supported.join(', ');
  const message = `There is no adapter for ${type} yet. Supported: ${supported}.`;

  throw new UnprocessableError('channel-not-supported', message, [
    { path: 'channel_type', message: `must be one of: ${supported}` },
  ]);
}

/** The base URL in its one spelling. @throws UnprocessableError `validation` */
export function requireBaseUrl(value: string, deps: Pick<TargetDeps, 'base_urls'>): string {
  const errors = baseUrlErrors(value, deps.base_urls);
  if (errors.length > 0)
    throw new UnprocessableError('validation', 'The base URL is not acceptable.', errors);

  return normaliseBaseUrl(value);
}

/**
 * Lets only an account pass that answers a real call now.
 * @throws UnprocessableError `credentials-rejected`, `channel-unreachable` or `channel-rate-limited`
 */
export async function requireWorkingAccount(account: Account, deps: TargetDeps): Promise<void> {
  const answer = await tryConnection(account, deps);
  switch (answer.kind) {
    case 'works':
      return;
    case 'rejected':
      throw new UnprocessableError(
        'credentials-rejected',
        'The channel does not accept these credentials.',
        [{ path: 'credentials', message: answer.message }],
      );
    case 'unreachable':
      throw new UnprocessableError(
        'channel-unreachable',
        'The channel does not answer as it should; check the base URL or try later.',
        [{ path: 'base_url', message: answer.message }],
      );
    case 'rate_limited':
    case 'busy':
      throw new UnprocessableError('channel-rate-limited', answer.message);
  }
}
