import type { StoredTarget } from '../targets/target.ts';

/** Whether a listing may be worked on now: go on, look again at a moment (epoch ms), or nothing to do. */
export type Gate =
  | { readonly kind: 'open' }
  | { readonly kind: 'wait'; readonly until: number; readonly why: string }
  | { readonly kind: 'closed'; readonly why: string };

/** Whether the target may be called: paused means silent, and a blocked target waits for its time. */
export function targetGate(target: StoredTarget | undefined, now: number): Gate {
  if (target === undefined || target.deleted_at !== null)
    return { kind: 'closed', why: 'target-gone' };
  // Until somebody resumes it; its jobs are not done.
  if (!target.is_active)
    return { kind: 'wait', until: Number.POSITIVE_INFINITY, why: 'target-paused' };
  const blocked = untilMs(target.blocked_until);
  if (blocked > now) return { kind: 'wait', until: blocked, why: target.block_reason ?? 'blocked' };

  return { kind: 'open' };
}

/** Epoch ms of a timestamp until which something lasts; 0 for none. */
export function untilMs(timestamp: string | null): number {
  return timestamp === null ? 0 : Date.parse(timestamp);
}
