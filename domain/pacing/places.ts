import { shareOf } from './rules.ts';
import type { ReserveRequest, WindowLog } from './window.ts';

/** A window that is closed for longer than this (ms) is no queue: its listings wait outside, and say why. */
export const longestQueueMs = 60_000;
/** Places are given for this long (ms) ahead. Whoever finds none there asks again later, since the limit may be another by then. */
const placesForMs = 120_000;

type Promised = WindowLog['promised'];

/**
 * When calls that found no start may come back for one, the first of them at `next` (epoch ms): each a place further back than the one
 * before, at the pace of the limit, behind those that were told so earlier. Nothing is reserved for them, so a place that
 * nobody comes for holds up nobody.
 */
export function placesFor(
  { left, next }: { readonly left: number; readonly next: number | null },
  log: WindowLog,
  request: ReserveRequest,
): { readonly places: readonly number[]; readonly promised: Promised } {
  const { kind, now, queues = false } = request;
  const promised: Promised = isHalfEmpty(log, request)
    ? { ...log.promised, [kind]: 0 }
    : log.promised;
  if (next === null) return { places: [], promised };
  const isQueue = queues && next - now <= longestQueueMs;
  const first = isQueue ? Math.max(next, promised[kind] ?? 0) : next;
  const pace = paceOf(request);
  const places = Array.from({ length: left }, (_, index) => Math.ceil(first + index * pace));
  const last = places.findLast((place) => place <= now + placesForMs);
  if (!isQueue || last === undefined) return { places, promised };

  return { places, promised: { ...promised, [kind]: Math.ceil(last + pace) } };
}

/**
 * For how long (ms) a message is hidden whose place is so far away (ms). Queues hide for whole seconds: it is back a little before
 * its place rather than after it. One without a place comes some time later, and not together with all others.
 */
export function hideUntilPlace(left: number, random: () => number): number {
  const ms = left > placesForMs ? placesForMs * (1 + random()) * 0.5 : left;

  return Math.max(1, Math.floor(ms / 1_000)) * 1_000;
}

/** Then those who were told to come back do not: their work is done or was called off. */
function isHalfEmpty({ reserved }: WindowLog, { kind, now, policy }: ReserveRequest): boolean {
  return policy.limits.every(({ max_weight, window_ms }) => {
    const recent = reserved.filter(({ t, r }) => t > now - window_ms && (kind === 'live' || r));
    const weight = recent.reduce((sum, { w = 1 }) => sum + w, 0);

    return weight * 2 <= shareOf(max_weight, kind);
  });
}

/** Time (ms) between two calls of this kind at the limit. */
function paceOf({ policy, kind, weight = 1 }: ReserveRequest): number {
  const paces = policy.limits.map(
    ({ max_weight, window_ms }) => (window_ms * weight) / shareOf(max_weight, kind),
  );

  return Math.max(...paces);
}
