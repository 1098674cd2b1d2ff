import { toTimestamp } from '../common/time.ts';
import { bindSecret } from '../credentials/bound-secret.ts';
import type { Credentials, Secret } from '../credentials/credentials.ts';
import { holdSecret } from '../credentials/held-secret.ts';
import { limitOf } from '../pacing/limit-of.ts';
import { type EditContext, editTarget, provenHealthy } from './edit-target.ts';
import { requireChannel, requireWorkingAccount } from './require-account.ts';
import type { StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import { findTarget, type WantedTarget } from './target-store.ts';

export interface Rotation {
  readonly credentials: Credentials;
  /** Absent: the new ones have no known end, whatever that of the old ones was. */
  readonly credentials_expires_at?: string | null | undefined;
}

/**
 * Replaces a target's credentials without a pause: the new ones are tried, then become the secret's current version, while calls under
 * way finish with the old. Lifts a block for refused credentials, since these have just been accepted.
 * @throws NotFoundError, PreconditionFailedError, ConflictError, UnprocessableError
 */
export async function rotateCredentials(
  wanted: WantedTarget,
  rotation: Rotation,
  context: EditContext,
): Promise<StoredTarget> {
  const { caller, deps } = context;
  const target = await findTarget(deps.targets, caller.tenant, wanted);
  const secret = holdSecret({ credentials: rotation.credentials });
  await requireRotation(target, secret, deps);
  await deps.vault.replace(target.credentials_ref, bindSecret(secret.current(), target.base_url));

  return editTarget({ id: wanted.id }, context, async (read) => ({
    window_key: windowOf(read, secret.current(), deps),
    credentials_expires_at: rotation.credentials_expires_at ?? null,
    ...provenHealthy(toTimestamp(deps.clock())),
    ...(read.block_reason === 'rate_limited' ? {} : { blocked_until: null, block_reason: null }),
  }));
}

async function requireRotation(
  target: StoredTarget,
  secret: ReturnType<typeof holdSecret>,
  deps: TargetDeps,
): Promise<void> {
  const channel = requireChannel(target.channel_type, deps);
  await requireWorkingAccount(
    {
      channel,
      base_url: target.base_url,
      window_key: windowOf(target, secret.current(), deps),
      rate_limit_config: limitOf(target, channel),
      secret,
      tenant: target,
      target,
    },
    deps,
  );
}

/** Credentials that do not tell their account keep the window: most rotations stay with the same account, whose calls go on counting. */
function windowOf(target: StoredTarget, secret: Secret, deps: TargetDeps): string {
  const channel = requireChannel(target.channel_type, deps);

  return channel.namesAccount(secret)
    ? channel.windowKey(target.base_url, secret)
    : target.window_key;
}
