import { paceOf, shareOf } from './rules.ts';
import type { ReserveRequest, WindowLog } from './window.ts';

/** A window that is closed for longer than this (ms) is no queue: its listings wait outside, and say why. */
const longestQueueMs = 60_000;
/** SQS hides a message for 12 hours at most. */
const longestHideMs = 39_600_000;
/**
 * Places follow each other a little faster than the limit allows starts: then a few wait in front, and no start is lost because
 * nobody is there. Those in front look again sooner still.
 */
const [placeShare, againShare] = [0.97, 0.8];

/** Whether those wait in a queue whose window has its next start then (epoch ms). */
export function isQueue(next: number, now: number): boolean {
  return next - now <= longestQueueMs;
}

/**
 * When calls that found no start may come back for one, the first of them at `next` (epoch ms): each a place further back than the one
 * before, behind those that were told so earlier. Who has come at a place and found no start is behind others of whom that is true,
 * and in front of all that come for the first time. Nothing is reserved for them, so a place that nobody comes for holds up nobody.
 */
export function placesFor(
  { left, next }: { readonly left: number; readonly next: number | null },
  log: WindowLog,
  request: ReserveRequest,
): Pick<WindowLog, 'promised' | 'promised_again'> & { readonly places: readonly number[] } {
  const { kind, now, queues = false, returning = 0 } = request;
  const { promised, promised_again } = log;
  if (next === null) return { places: [], promised, promised_again };
  const state = stateOf(log, request);
  const row = (share: number) => rowFrom(next, { share, state, request });
  if (!queues || !isQueue(next, now))
    return { places: row(placeShare).take(0, left), promised, promised_again };
  const [again, all] = [row(againShare), row(placeShare)];
  const back = Math.min(left, Math.max(0, returning - (request.count - left)));
  const come = left - back;
  const backFrom = again.lengthUntil(promised_again[kind] ?? 0);
  const comeFrom = Math.max(back, all.lengthUntil(promised[kind] ?? 0));

  return {
    places: [...again.take(backFrom, back), ...all.take(comeFrom, come)],
    promised: come === 0 ? promised : { ...promised, [kind]: all.timeOf(comeFrom + come) },
    promised_again:
      back === 0 ? promised_again : { ...promised_again, [kind]: again.timeOf(backFrom + back) },
  };
}

/**
 * At what times (epoch ms) a queue moves on, and how many are in it until a time. As long as the window has room, one follows the other by
 * the gap; then they wait until the first call leaves the window, and go on at that share of the limit's pace.
 */
function rowFrom(
  next: number,
  { share, state, request }: { share: number; state: WindowState; request: ReserveRequest },
) {
  const { room, refilled } = state;
  const gap = request.policy.min_gap_ms;
  const pace = paceOf(request) * share;
  const full = Math.max(next + room * gap, room > 0 ? refilled : next);
  const timeOf = (place: number) =>
    Math.ceil(place < room ? next + place * gap : full + (place - room) * pace);

  return {
    timeOf,
    lengthUntil: (time: number) =>
      time < full
        ? Math.min(room, Math.max(0, Math.ceil((time - next) / gap)))
        : room + Math.ceil((time - full) / pace),
    take: (from: number, length: number) =>
      Array.from({ length }, (_, index) => timeOf(from + index)),
  };
}

type WindowState = ReturnType<typeof stateOf>;

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
 * its place rather than after it.
 */
export function hideUntilPlace(left: number): number {
  return Math.max(1, Math.floor(Math.min(left, longestHideMs) / 1_000)) * 1_000;
}

/**
 * The log without places that nobody comes to: while the window is half empty, those who were told them have done their work, or it was
 * called off.
 */
export function withoutIdlePlaces(log: WindowLog, request: ReserveRequest): WindowLog {
  const { kind } = request;
  const { promised, promised_again } = log;
  const isQuiet = (promised[kind] ?? 0) === 0 && (promised_again[kind] ?? 0) === 0;
  if (isQuiet || !stateOf(log, request).half_empty) return log;

  return {
    ...log,
    promised: { ...promised, [kind]: 0 },
    promised_again: { ...promised_again, [kind]: 0 },
  };
}
