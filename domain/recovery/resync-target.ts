import type { ListingIds } from '../listings/listing-store.ts';
import { requireActive } from '../targets/require-active.ts';
import { findTarget, type TargetStore } from '../targets/target-store.ts';
import { leftOut, type ResendCaller, type ResendDeps, resendAll, resendMs } from './resend.ts';

/** Where an unfinished resync goes on. */
export interface ResyncPlace {
  readonly resync_id: string;
  /** The listing that was requested last, if any. */
  readonly after?: string | undefined;
}

/** `next` is null when every listing has been requested; `left_out`: ids of those whose rows cannot be used. */
export interface ResyncResult {
  readonly resync_id: string;
  readonly enqueued: number;
  readonly left_out?: readonly string[];
  readonly next: ResyncPlace | null;
}

export interface ResyncDeps extends ResendDeps {
  readonly targets: Pick<TargetStore, 'get'>;
  readonly listingIds: ListingIds;
}

/**
 * Has every active listing of a target sent again, also those whose content has not changed: people press this because
 * the channel was changed behind our back, which our hashes do not know.
 *
 * It is ordinary traffic: the jobs go through the target's own queue and may use its whole window, in their turn among
 * other updates. An operator's replay goes through the priority queue and so overtakes it. A pinned snapshot stays pinned.
 * Paused and archived listings are left alone.
 * @throws NotFoundError @throws ConflictError `target-inactive`
 */
export async function resyncTarget(
  { id, from }: { readonly id: string; readonly from?: ResyncPlace | undefined },
  { caller, deps }: { readonly caller: ResendCaller; readonly deps: ResyncDeps },
): Promise<ResyncResult> {
  requireActive(await findTarget(deps.targets, caller.tenant, { id }));
  const until = deps.clock() + resendMs;
  const resync_id = from?.resync_id ?? deps.newId();
  let enqueued = 0;
  const lost: string[] = [];
  let after = from?.after;
  for (;;) {
    const { ids, more } = await deps.listingIds.ofTarget(caller.tenant, id, after);
    const done = await resendAll(caller, ids, { resync_id, unless_ok: false, until, deps });
    enqueued += done.enqueued;
    lost.push(...done.left_out);
    const result = { resync_id, enqueued, ...leftOut(lost) };
    after = ids[done.asked - 1] ?? after;
    if (done.asked === ids.length && !more) return { ...result, next: null };
    if (deps.clock() >= until) return { ...result, next: { resync_id, after } };
  }
}
