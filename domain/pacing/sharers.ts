import { isDeepStrictEqual } from 'node:util';
import type { ReserveRequest, Sharer, WindowLimit } from './window.ts';

/**
 * A target that has asked for nothing for so long (ms) shares the window no more: two rounds of the health check, which asks for every
 * active target. So a limit that was changed, or whose target was deleted, holds nobody for ever.
 */
const sharesForMs = 600_000;
/** A target that asks is noted again after this, though it may get no start. */
const renewAfterMs = 240_000;
/** Bounds the item; of more targets of one account, those that asked last count. */
const mostSharers = 50;

/** The targets that share a window now, the asking one among them, and whether that is news. */
export function withSharer(
  sharers: readonly Sharer[],
  { sharer, policy, now }: Pick<ReserveRequest, 'sharer' | 'policy' | 'now'>,
): { readonly sharers: readonly Sharer[]; readonly renewed: boolean } {
  const live = sharers.filter(({ until }) => until > now);
  if (sharer === undefined) return { sharers: live, renewed: false };

  const { org_id, account_id, id } = sharer;
  const target = { org_id, account_id, id };
  const { limits } = policy;
  const known = live.find((each) => isDeepStrictEqual(each.target, target));
  const isNews =
    known === undefined ||
    known.until - now < sharesForMs - renewAfterMs ||
    !isDeepStrictEqual(known.limits, limits);
  if (!isNews) return { sharers: live, renewed: false };
  const others = live.filter((each) => each !== known).slice(1 - mostSharers);

  return { sharers: [...others, { target, limits, until: now + sharesForMs }], renewed: true };
}

export function distinctLimits(limits: readonly WindowLimit[]): WindowLimit[] {
  const byValue = limits.map((limit) => [`${limit.max_weight}/${limit.window_ms}`, limit] as const);

  return [...new Map(byValue).values()];
}
