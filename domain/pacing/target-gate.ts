import type { BlockReason, StoredTarget } from '../targets/target.ts';
import { currentBlock } from './target-block.ts';

/** Whether something may be called or worked on now: go on, look again at a moment (epoch ms), or nothing to do. */
export type Gate<Why extends string = string> =
  | { readonly kind: 'open' }
  | { readonly kind: 'wait'; readonly until: number; readonly why: Why }
  | { readonly kind: 'closed'; readonly why: string };

/** What a target is to be called for: updates of listings, something a person wants to see, or to find out whether it works. */
export type CallPurpose = 'update' | 'read' | 'check';

interface Heeded {
  readonly pause: boolean;
  readonly blocks: readonly BlockReason[];
}

const everyBlock: readonly BlockReason[] = ['rate_limited', 'unavailable', 'credentials_rejected'];

const heeds: Readonly<Record<CallPurpose, Heeded>> = {
  update: { pause: true, blocks: everyBlock },
  // A person may look at a paused target's account, to see why it was paused.
  read: { pause: false, blocks: everyBlock },
  // Which is how a target that was offline is let in again; the silence a channel asked for is kept.
  check: { pause: false, blocks: ['rate_limited'] },
};

/** Whether a target may be called for this: paused means silent, and a blocked target waits for its time. */
export function targetGate(
  target: StoredTarget | undefined,
  { now, purpose = 'update' }: { readonly now: number; readonly purpose?: CallPurpose },
): Gate<BlockReason | 'target-paused'> {
  if (target === undefined || target.deleted_at !== null)
    return { kind: 'closed', why: 'target-gone' };
  const heeded = heeds[purpose];
  // Until somebody resumes it; its jobs are not done.
  if (heeded.pause && !target.is_active)
    return { kind: 'wait', until: Number.POSITIVE_INFINITY, why: 'target-paused' };
  const block = currentBlock(target, now);
  if (block === undefined || !heeded.blocks.includes(block.reason)) return { kind: 'open' };

  return { kind: 'wait', until: block.until, why: block.reason };
}
