import type { EditContext } from './edit-target.ts';
import { announce } from './target-deps.ts';
import { findTarget, type WantedTarget } from './target-store.ts';
import { tearDownTarget } from './tear-down-target.ts';

/** For how long operators may regret it is the vault's rule; the record itself stays (spec, Business Rule 9: Soft Deletes). */
const recoverable = true;
/** So long the request archives listings; the sweep archives the rest. */
const archiveMs = 5_000;

/**
 * Deletes a target softly and frees its name, then removes its queue, consumer and secret and archives its listings. What cannot be removed now is
 * removed by the sweep: the registry remembers the target until nothing is left.
 * @throws NotFoundError, PreconditionFailedError
 */
export async function deleteTarget(wanted: WantedTarget, context: EditContext): Promise<void> {
  const { caller, deps } = context;
  const target = await findTarget(deps.targets, caller.tenant, wanted);
  const deleted = await deps.targets.softDelete(target, deps.clock());
  await announce('channel.target.deleted', deleted, { caller, deps });
  await tearDownTarget(deleted, { recoverable, until: deps.clock() + archiveMs }, deps);
}
