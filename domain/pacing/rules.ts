import type { Rule } from './free-start.ts';
import { distinctLimits } from './sharers.ts';
import type { CallKind, Reservation, ReserveRequest, WindowPolicy } from './window.ts';

/** Replays never take the last quarter of a window, so that live traffic always moves. */
const replayShare = 0.75;
/** What a new call must obey among those that are reserved already. */
export function rulesFor(reserved: readonly Reservation[], request: ReserveRequest): Rule[] {
  const { policy, weight = 1, kind } = request;
  const starts = reserved.map((call) => ({ ...call, latest: call.t }));
  const gaps = [{ taken: starts, room: 0, span: policy.min_gap_ms, reach: 0 }];
  const taken = reserved.map((call) => ({ ...call, latest: latestOf(call, policy) }));
  const replays = taken.filter((call) => call.r === 1);
  const rules = distinctLimits(policy.limits).flatMap(({ max_weight, window_ms }) => {
    const rule = { taken, room: max_weight - weight, span: window_ms, reach: policy.margin_ms };
    if (kind === 'live') return [rule];

    return [rule, { ...rule, taken: replays, room: shareOf(max_weight, kind) - weight }];
  });

  return [...gaps, ...rules];
}

/** When the receiver has counted a call at the latest: before it answered, or within the margin. */
export function latestOf({ t, d }: Reservation, { margin_ms, clock_ms }: WindowPolicy): number {
  return t + (d === undefined ? margin_ms : Math.min(margin_ms, d + clock_ms));
}

/** How much weight of a limit calls of a kind may take. */
export function shareOf(max_weight: number, kind: CallKind): number {
  return kind === 'live' ? max_weight : Math.max(1, Math.floor(max_weight * replayShare));
}

/** Time (ms) between two calls of this kind at the limit. */
export function paceOf({ policy, kind, weight = 1 }: ReserveRequest): number {
  const paces = policy.limits.map(
    ({ max_weight, window_ms }) => (window_ms * weight) / shareOf(max_weight, kind),
  );

  return Math.max(...paces);
}
