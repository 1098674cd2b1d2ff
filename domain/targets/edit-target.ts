import { ConflictError, PreconditionFailedError } from '../common/errors.ts';
import type { StoredTarget } from './target.ts';
import { announce, type Caller, type TargetDeps } from './target-deps.ts';
import { findTarget, type TargetChanges, type WantedTarget } from './target-store.ts';

const maxAttempts = 3;

export interface EditContext {
  readonly caller: Caller;
  readonly deps: TargetDeps;
}

/**
 * Reads a target, decides what to change, and writes that unless it was changed in between. Then it is decided anew, if the
 * caller's precondition still holds.
 * @throws NotFoundError, PreconditionFailedError, ConflictError `changed-meanwhile`, and whatever `decide` throws
 */
export async function editTarget(
  wanted: WantedTarget,
  { caller, deps }: EditContext,
  decide: (read: StoredTarget) => Promise<TargetChanges>,
): Promise<StoredTarget> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const read = await findTarget(deps.targets, caller.tenant, wanted);
    const changes = await decide(read);
    if (Object.keys(changes).length === 0) return read;
    try {
      const updated = await deps.targets.update(read, changes, deps.clock());
      await announce('channel.target.updated', updated, { caller, deps });
      return updated;
    } catch (error) {
      if (!(error instanceof PreconditionFailedError)) throw error;
    }
  }
  throw new ConflictError('changed-meanwhile', 'Others are changing this target; try again.');
}

/** What a call that has just worked says of a target: more than any older trouble. */
export function provenHealthy(now: string) {
  return { last_health_check_at: now, health_status: 'healthy', health_message: null } as const;
}
