import { randomUUID } from 'node:crypto';
import type { Channel } from '../channel/channel.ts';
import { ConflictError, UnprocessableError } from '../common/errors.ts';
import { toTimestamp } from '../common/time.ts';
import { bindSecret } from '../credentials/bound-secret.ts';
import type { Credentials } from '../credentials/credentials.ts';
import { holdSecret } from '../credentials/held-secret.ts';
import { provisionTarget } from './provision-target.ts';
import { requireBaseUrl, requireChannel, requireWorkingAccount } from './require-account.ts';
import { type StoredTarget, type Target, targetSettingsSchema } from './target.ts';
import { announce, type Caller, type TargetDeps } from './target-deps.ts';
import { shardOf } from './target-shard.ts';

/** What an operator says of a new target. */
export interface NewTarget extends Pick<Target, 'name' | 'channel_type' | 'sync_mode'> {
  readonly base_url?: string | undefined;
  readonly credentials: Credentials;
  readonly credentials_expires_at?: string | null | undefined;
  readonly rate_limit_config?: Target['rate_limit_config'] | undefined;
  readonly settings?: Target['settings'] | undefined;
}

/**
 * Connects a channel account (spec, Workflow: Channel Setup): the credentials must work before anything is made, and
 * when anything fails nothing is left behind.
 * @throws UnprocessableError, ConflictError `name-taken`
 */
export async function createTarget(
  request: NewTarget,
  caller: Caller,
  deps: TargetDeps,
): Promise<StoredTarget> {
  const channel = requireChannel(request.channel_type, deps);
  requireSyncMode(request);
  const base_url = requireBaseUrl(request.base_url ?? channel.default_base_url, deps);
  if (await deps.targets.isNameTaken(caller.tenant, request.channel_type, request.name))
    throw new ConflictError('name-taken', 'A target of this channel has that name already.');

  const secret = holdSecret({ credentials: request.credentials });
  const account = {
    channel,
    base_url,
    window_key: channel.windowKey(base_url, secret.current()),
    rate_limit_config: request.rate_limit_config ?? channel.default_rate_limit,
    secret,
  };
  await requireWorkingAccount({ ...account, tenant: caller.tenant }, deps);

  const draft = draftTarget(request, { account, caller, deps });
  const target = await provisionTarget(draft, bindSecret(secret.current(), base_url), deps);
  await announce('channel.target.created', target, { caller, deps });

  return target;
}

/** `manual` means that only a person's retry sends anything; an iCal export does not exist yet. */
function requireSyncMode({ sync_mode }: NewTarget): void {
  if (sync_mode !== 'ical') return;
  throw new UnprocessableError('sync-mode-not-supported', 'There is no iCal export yet.', [
    { path: 'sync_mode', message: 'must be api or manual' },
  ]);
}

interface DraftContext {
  readonly account: Pick<StoredTarget, 'base_url' | 'window_key' | 'rate_limit_config'> & {
    readonly channel: Channel;
  };
  readonly caller: Caller;
  readonly deps: TargetDeps;
}

function draftTarget(request: NewTarget, context: DraftContext): StoredTarget {
  const { account, caller, deps } = context;
  const identity = { ...caller.tenant, id: randomUUID() };
  const now = toTimestamp(deps.clock());

  return {
    ...identity,
    name: request.name,
    channel_type: request.channel_type,
    sync_mode: request.sync_mode,
    is_active: true,
    base_url: account.base_url,
    credentials_ref: deps.vault.refOf(identity),
    credentials_expires_at: request.credentials_expires_at ?? null,
    rate_limit_config: account.rate_limit_config,
    last_health_check_at: now,
    health_status: 'healthy',
    health_message: null,
    blocked_until: null,
    block_reason: null,
    settings: request.settings ?? targetSettingsSchema.parse({}),
    created_at: now,
    updated_at: now,
    deleted_at: null,
    revision: 0,
    window_key: account.window_key,
    worker_shard: shardOf(identity.id, deps.worker_shards),
    event_source_mapping_id: null,
  };
}
