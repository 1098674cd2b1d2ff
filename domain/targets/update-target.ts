import { isDeepStrictEqual } from 'node:util';
import { UnprocessableError } from '../common/errors.ts';
import { Replacement } from '../credentials/replacement.ts';
import { type EditContext, editTarget } from './edit-target.ts';
import { type Move, type Moved, tryMove } from './move-target.ts';
import type { StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import type { TargetChanges, WantedTarget } from './target-store.ts';

/** What an operator may change; absent stays. */
export interface TargetEdit extends Move {
  readonly name?: string | undefined;
  readonly is_active?: boolean | undefined;
  readonly rate_limit_config?: StoredTarget['rate_limit_config'] | undefined;
  readonly settings?: StoredTarget['settings'] | undefined;
}

/**
 * Changes, pauses or resumes a target. A new base URL is tried first: with the stored credentials where they may be sent there,
 * else with those of the same request, which are kept if the whole request succeeds.
 *
 * The row alone says whether a target is paused: jobs are made, and calls begun, by what it says. What drains its queue
 * goes on, finds nothing to do, and so cannot be in another state than the row.
 * @throws NotFoundError, PreconditionFailedError, ConflictError, UnprocessableError
 */
export async function updateTarget(
  wanted: WantedTarget,
  edit: TargetEdit,
  context: EditContext,
): Promise<StoredTarget> {
  const { deps } = context;
  const replacement = new Replacement(deps.vault);

  return replacement.orBack(
    editTarget(wanted, context, async (read) => {
      const { changes, secret } = await decideChanges(read, edit, deps);
      if (secret !== undefined) await replacement.put(read, secret);

      return changes;
    }),
  );
}

async function decideChanges(
  read: StoredTarget,
  edit: TargetEdit,
  deps: TargetDeps,
): Promise<Moved> {
  if (edit.rate_limit_config === null && read.sync_mode === 'api')
    throw new UnprocessableError('validation', 'A target synced by API needs a limit.', [
      { path: 'rate_limit_config', message: 'must not be null when sync_mode is api' },
    ]);
  const { base_url, credentials, ...plain } = edit;
  const changes = differing(read, plain);
  const moved = await tryMove({ ...read, ...changes }, edit, deps);

  return { ...moved, changes: { ...changes, ...moved.changes } };
}

function differing(
  read: StoredTarget,
  edit: Omit<TargetEdit, 'base_url' | 'credentials'>,
): TargetChanges {
  const current: Record<string, unknown> = { ...read };
  const changed = Object.entries(edit).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, current[name]),
  );

  return Object.fromEntries(changed);
}
