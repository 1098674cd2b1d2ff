import { paceOf, shareOf } from './rules.ts';
import type { ReserveRequest, WindowLog } from './window.ts';

/** A window that is closed for longer than this (ms) is no queue: its listings wait outside, and say why. */
const longestQueueMs = 60_000;
/** Places are given for this long (ms) ahead. Whoever finds none there asks again later, since the limit may be another by then. */
const placesForMs = 120_000;

type Promised = WindowLog['promised'];

/** Whether those wait in a queue whose window has its next start then (epoch ms). */
export function isQueue(next: number, now: number): boolean {
  return next - now <= longestQueueMs;
}

/**
 * When calls that found no start may come back for one, the first of them at `next` (epoch ms): each a place further back than the one
 * before, behind those that were told so earlier. Who has come at a place and found no start stays in front. Nothing is reserved for
 * them, so a place that nobody comes for holds up nobody.
 */
export function placesFor(
  { left, next }: { readonly left: number; readonly next: number | null },
  log: WindowLog,
  request: ReserveRequest,
): { readonly places: readonly number[]; readonly promised: Promised } {
  const { kind, now, queues = false, returning = 0 } = request;
  const { promised } = log;
  if (next === null) return { places: [], promised };
  const queue = queueFrom(next, log, request);
  const inRow = (from: number, length: number) =>
    Array.from({ length }, (_, index) => Math.ceil(queue.timeOf(from + index)));
  if (!queues || !isQueue(next, now)) return { places: inRow(0, left), promised };
  const inFront = Math.min(left, Math.max(0, returning - (request.count - left)));
  const end = Math.max(inFront, queue.lengthUntil(promised[kind] ?? 0));
  const behind = inRow(end, left - inFront);
  const last = behind.findLastIndex((place) => place <= now + placesForMs);
  if (last < 0) return { places: [...inRow(0, inFront), ...behind], promised };

  return {
    places: [...inRow(0, inFront), ...behind],
    promised: { ...promised, [kind]: Math.ceil(queue.timeOf(end + last + 1)) },
  };
}

/**
 * At what times a queue moves on, and how many are in it until a time. As long as the window has room, one follows the other by the
 * gap; then they wait until the first call leaves the window, and go on at the pace of the limit.
 */
function queueFrom(next: number, log: WindowLog, request: ReserveRequest) {
  const { room, refilled } = stateOf(log, request);
  const gap = request.policy.min_gap_ms;
  const pace = paceOf(request);
  const full = Math.max(next + room * gap, room > 0 ? refilled : next);

  return {
    timeOf: (place: number) => (place < room ? next + place * gap : full + (place - room) * pace),
    lengthUntil: (time: number) =>
      time < full
        ? Math.min(room, Math.max(0, Math.ceil((time - next) / gap)))
        : room + Math.ceil((time - full) / pace),
  };
}

/** How many more calls of this kind the window takes now, and when the first of those in it leaves it (epoch ms). */
function stateOf({ reserved }: Pick<WindowLog, 'reserved'>, request: ReserveRequest) {
  const { kind, now, policy, weight = 1 } = request;
  const states = policy.limits.map(({ max_weight, window_ms }) => {
    const counted = reserved.filter(({ t, r }) => t > now - window_ms && (kind === 'live' || r));
    const used = counted.reduce((sum, { w = 1 }) => sum + w, 0);
    const share = shareOf(max_weight, kind);

    return {
      room: Math.max(0, Math.floor((share - used) / weight)),
      refilled: (counted[0]?.t ?? now) + window_ms,
      half_empty: used * 2 <= share,
    };
  });

  return {
    room: Math.min(...states.map(({ room }) => room)),
    refilled: Math.max(...states.map(({ refilled }) => refilled)),
    half_empty: states.every(({ half_empty }) => half_empty),
  };
}

/**
 * For how long (ms) a message is hidden whose place is so far away (ms). Queues hide for whole seconds: it is back a little before
 * its place rather than after it. One without a place comes some time later, and not together with all others.
 */
export function hideUntilPlace(left: number, random: () => number): number {
  const ms = left > placesForMs ? placesForMs * (1 + random()) * 0.5 : left;

  return Math.max(1, Math.floor(ms / 1_000)) * 1_000;
}

/**
 * Who waits before this request. What callers were told holds but for places nobody comes to: while the window is half empty their
 * work is done or was called off. `evenly`: they reach further than what the window has room for now.
 */
export function waiting(
  log: WindowLog,
  request: ReserveRequest,
): { readonly promised: Promised; readonly evenly: boolean } {
  const { kind, now } = request;
  const { half_empty, refilled } = stateOf(log, request);
  const end = half_empty ? 0 : (log.promised[kind] ?? 0);

  return {
    promised: half_empty ? { ...log.promised, [kind]: 0 } : log.promised,
    evenly: end > now && end > refilled,
  };
}
