import { isDeepStrictEqual } from 'node:util';
import { UnprocessableError } from '../errors.ts';
import { toTimestamp } from '../time.ts';
import { type EditContext, editTarget, provenHealthy } from './edit-target.ts';
import { requireBaseUrl, requireChannel, requireWorkingAccount } from './require-account.ts';
import type { StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import type { TargetChanges, WantedTarget } from './target-store.ts';

/** What an operator may change; absent stays. */
export interface TargetEdit {
  readonly name?: string | undefined;
  readonly base_url?: string | undefined;
  readonly is_active?: boolean | undefined;
  readonly rate_limit_config?: StoredTarget['rate_limit_config'] | undefined;
  readonly settings?: StoredTarget['settings'] | undefined;
  readonly credentials_expires_at?: string | null | undefined;
}

/**
 * Changes, pauses or resumes a target. A new base URL is tried with the credentials first.
 * @throws NotFoundError, PreconditionFailedError, ConflictError, UnprocessableError
 */
export async function updateTarget(
  wanted: WantedTarget,
  edit: TargetEdit,
  context: EditContext,
): Promise<StoredTarget> {
  const { deps } = context;
  const updated = await editTarget(wanted, context, async (read) => {
    const changes = await decideChanges(read, edit, deps);
    // Before the row says active: an active target whose queue nobody drains would wait for ever.
    if (edit.is_active === true) await setConsumer(read, true, deps);

    return changes;
  });
  if (edit.is_active === false) await pauseConsumer(updated, deps);

  return updated;
}

async function decideChanges(
  read: StoredTarget,
  edit: TargetEdit,
  deps: TargetDeps,
): Promise<TargetChanges> {
  if (edit.rate_limit_config === null && read.sync_mode === 'api')
    throw new UnprocessableError('validation-failed', 'A target synced by API needs a limit.', [
      { path: 'rate_limit_config', message: 'must not be null when sync_mode is api' },
    ]);
  const { base_url, ...plain } = edit;
  const moved = base_url === undefined ? read.base_url : requireBaseUrl(base_url, deps);
  const changes = differing(read, plain);
  if (moved === read.base_url) return changes;

  return { ...changes, ...(await moveTo(moved, { ...read, ...changes }, deps)) };
}

/** What moving to another base URL changes: also the window, and whatever was known of the old place. */
async function moveTo(
  base_url: string,
  target: StoredTarget,
  deps: TargetDeps,
): Promise<TargetChanges> {
  const channel = requireChannel(target.channel_type, deps);
  const secret = deps.vault.open(target.credentials_ref);
  const window_key = channel.windowKey(base_url, await secret.read());
  const rate_limit_config = target.rate_limit_config ?? channel.default_rate_limit;
  await requireWorkingAccount({ channel, base_url, window_key, rate_limit_config, secret }, deps);

  return {
    base_url,
    window_key,
    ...provenHealthy(toTimestamp(deps.clock())),
    blocked_until: null,
    block_reason: null,
  };
}

function differing(read: StoredTarget, edit: Omit<TargetEdit, 'base_url'>): TargetChanges {
  const current: Record<string, unknown> = { ...read };
  const changed = Object.entries(edit).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, current[name]),
  );

  return Object.fromEntries(changed);
}

/** The row has already made the worker silent; a consumer that cannot be stopped just now finds nothing to do. */
async function pauseConsumer(target: StoredTarget, deps: TargetDeps): Promise<void> {
  try {
    await setConsumer(target, false, deps);
  } catch (error) {
    deps.report('consumer-not-paused', { target_id: target.id, error });
  }
}

async function setConsumer(target: StoredTarget, on: boolean, deps: TargetDeps): Promise<void> {
  if (target.event_source_mapping_id !== null)
    await deps.consumers.setEnabled(target.event_source_mapping_id, on);
}
