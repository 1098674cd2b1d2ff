/** A start that is taken (epoch ms) and what it weighs. */
export interface Taken {
  readonly t: number;
  /** Absent for 1. */
  readonly w?: number;
}

/** No trailing window of `span` ms may hold more than `room` of what is taken beside the new start. */
export interface Rule {
  /** In order. */
  readonly taken: readonly Taken[];
  readonly room: number;
  readonly span: number;
}

/**
 * The first start from a moment on that obeys all rules; Infinity when none ever does. What is taken may lie behind it: a start is put
 * into a gap if every window it falls into has room, those that end with later starts included.
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
 * Starts that weigh more than the room and lie within one span leave no room for another in any window that holds them all: from
 * the last less a span to the first and a span.
 */
function closedTimes({ taken, room, span }: Rule): ClosedTime[] {
  const closed: ClosedTime[] = [];
  let first = 0;
  let weight = 0;
  for (const last of taken) {
    weight += last.w ?? 1;
    // The least group that is too heavy: without its first it would fit.
    for (let begin = taken[first]; begin !== undefined && weight > room; begin = taken[first]) {
      if (last.t - begin.t < span) closed.push({ after: last.t - span, before: begin.t + span });
      weight -= begin.w ?? 1;
      first += 1;
    }
  }

  return closed;
}
