import type { Channel } from '../channel/channel.ts';
import { UnprocessableError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import { baseUrlErrors, normaliseBaseUrl } from '../credentials/base-url.ts';
import { windowPolicy } from '../pacing/window.ts';
import type { ChannelType, StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import { type Account, type Answer, tryConnection } from './try-connection.ts';

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

/** Credentials that somebody says belong to an account, or that are to be used at another place. */
export interface Trial extends Omit<Account, 'target'> {
  readonly tenant: Tenant;
  /** The target they are for, if there is one. */
  readonly target?: StoredTarget;
}

/**
 * Lets only an account pass that answers a real call now. Until it has, anybody may have named it: the calls count in a window
 * of the tenant's own, and in the account's only afterwards. A target's own account has answered before.
 * @throws UnprocessableError `credentials-rejected`, `channel-unreachable` or `channel-rate-limited`
 */
export async function requireWorkingAccount(trial: Trial, deps: TargetDeps): Promise<void> {
  const isOwn = trial.target?.window_key === trial.window_key;
  const answer = await tryConnection(isOwn ? ownAccount(trial) : onTrial(trial), deps);
  if (answer.kind === 'works' && !isOwn)
    await deps.windows.record(
      { window_key: trial.window_key, policy: windowPolicy(trial.rate_limit_config) },
      answer.calls,
    );
  requireWorks(answer);
}

function ownAccount(trial: Trial): Account {
  return { ...trial, target: trial.target };
}

function onTrial(trial: Trial): Account {
  const { org_id, account_id } = trial.tenant;

  return {
    ...trial,
    target: undefined,
    window_key: `trial/${org_id}/${account_id}/${trial.window_key}`,
    rate_limit_config: trial.channel.default_rate_limit,
  };
}

function requireWorks(answer: Answer): void {
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
