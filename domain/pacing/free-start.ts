/** A call that is taken: the receiver counts it at some moment from its start to its `latest` (epoch ms, both included). */
export interface Taken {
  readonly t: number;
  readonly latest: number;
  /** Absent for 1. */
  readonly w?: number;
}

/** No `span` ms may hold more than `room` of what is taken beside the new call, which is counted up to `reach` ms after its start. */
export interface Rule {
  readonly taken: readonly Taken[];
  readonly room: number;
  readonly span: number;
  readonly reach: number;
}

/**
 * The first start from a moment on that obeys all rules; Infinity when none ever does. What is taken may lie behind it: a start is put
 * into a gap if every window it may be counted in has room, those that end with later calls included.
 */
export function freeStart(from: number, rules: readonly Rule[]): number {
  if (rules.some(({ room }) => room < 0)) return Number.POSITIVE_INFINITY;
  const closed = rules.flatMap(closedTimes).toSorted((a, b) => a.after - b.after);
  let start = from;
  for (const { after, before } of closed) if (start > after && start < before) start = before;

  return start;
}

/** Exclusive at both ends. */
interface ClosedTime {
  readonly after: number;
  readonly before: number;
}

/**
 * A call may be counted in the window that begins at x for x in (t - span, latest]. Where the windows that begin between two
 * moments may hold more than the room, a new call must not be counted in any of them.
 */
function closedTimes({ taken, room, span, reach }: Rule): ClosedTime[] {
  const opens = taken.map(({ t, w = 1 }) => ({ at: t - span, w })).toSorted(byTime);
  const closes = taken.map(({ latest, w = 1 }) => ({ at: latest, w })).toSorted(byTime);
  const closed: ClosedTime[] = [];
  let weight = 0;
  let next = 0;
  let full: number | undefined;
  for (const close of closes) {
    for (let open = opens[next]; open !== undefined && open.at < close.at; open = opens[next]) {
      weight += open.w;
      next += 1;
      if (weight > room) full ??= open.at;
    }
    weight -= close.w;
    if (full === undefined || weight > room) continue;
    closed.push({ after: full - reach, before: close.at + span });
    full = undefined;
  }

  return closed;
}

function byTime(a: { readonly at: number }, b: { readonly at: number }): number {
  return a.at - b.at;
}
