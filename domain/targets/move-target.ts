import { UnprocessableError } from '../common/errors.ts';
import { toTimestamp } from '../common/time.ts';
import { bindSecret } from '../credentials/bound-secret.ts';
import type { Credentials, Secret } from '../credentials/credentials.ts';
import { holdSecret } from '../credentials/held-secret.ts';
import { limitOf } from '../pacing/limit-of.ts';
import { provenHealthy } from './edit-target.ts';
import { requireBaseUrl, requireChannel, requireWorkingAccount } from './require-account.ts';
import type { StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import type { TargetChanges } from './target-store.ts';

/** Where a target is to be called from now on, and with what. */
export interface Move {
  readonly base_url?: string | undefined;
  /** Needed for another origin. */
  readonly credentials?: Credentials | undefined;
  readonly credentials_expires_at?: string | null | undefined;
}

/** What becomes of the row, and the secret to keep from then on, where that is another. */
export interface Moved {
  readonly changes: TargetChanges;
  readonly secret?: Secret;
}

/**
 * Tries a target's new place. The stored credentials go to the origin they were given for only: whoever may edit a target could have
 * them sent to a server of their own otherwise. Nothing is kept of a trial.
 * @throws UnprocessableError
 */
export async function tryMove(target: StoredTarget, move: Move, deps: TargetDeps): Promise<Moved> {
  const base_url =
    move.base_url === undefined ? target.base_url : requireBaseUrl(move.base_url, deps);
  requireCredentials(target, { ...move, base_url: move.base_url && base_url });
  if (base_url === target.base_url && move.credentials === undefined) return { changes: {} };

  const channel = requireChannel(target.channel_type, deps);
  const secret = holdSecret(
    move.credentials === undefined
      ? await deps.vault.open(target).read({ fresh: true })
      : { credentials: move.credentials },
  );
  const window_key = channel.windowKey(base_url, secret.current());
  const rate_limit_config = limitOf(target, channel);
  const account = { channel, base_url, window_key, rate_limit_config, secret };
  await requireWorkingAccount({ ...account, tenant: target, target }, deps);
  const changes = { base_url, window_key, ...unblocked(deps.clock()) };
  if (move.credentials === undefined) return { changes };

  const credentials_expires_at = move.credentials_expires_at ?? null;
  return {
    changes: { ...changes, credentials_expires_at },
    secret: bindSecret(secret.current(), base_url),
  };
}

function requireCredentials(target: StoredTarget, { base_url, credentials }: Move): void {
  if (credentials !== undefined && base_url === undefined)
    throw problem('are replaced by PUT .../credentials, unless base_url changes as well');
  if (credentials !== undefined || base_url === undefined) return;
  if (new URL(base_url).origin !== new URL(target.base_url).origin)
    throw problem('must be given for another origin: the stored ones are only sent to their own');
}

function problem(message: string): UnprocessableError {
  return new UnprocessableError('validation', 'The credentials do not fit the base URL.', [
    { path: 'credentials', message },
  ]);
}

/** Whatever was known of the old place is over. */
function unblocked(now: number): TargetChanges {
  return { ...provenHealthy(toTimestamp(now)), blocked_until: null, block_reason: null };
}
