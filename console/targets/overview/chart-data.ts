import { sumOutcomes } from '../../common/words/outcomes.ts';
import type { TargetHealth } from '../target-queries.ts';

export type Point = TargetHealth['series']['hour'][number];
export const spans = ['hour', 'day'] as const;
export type Span = (typeof spans)[number];

export interface Step {
  readonly at: Date;
  /** E.g. "14:05" in the viewer's zone. */
  readonly label: string;
  readonly success: number;
  readonly rate_limited: number;
  /** Failed or broken off. */
  readonly failed: number;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const perStep = { hour: 5, day: 1 };

/** As many bars as the eye can tell apart: five minutes each, or an hour each. */
export function steps(points: readonly Point[], span: Span): readonly Step[] {
  const size = perStep[span];
  return points
    .map((point, index) => ({ point, within: points.slice(index, index + size) }))
    .filter((_, index) => index % size === 0)
    .map(({ point, within }) => {
      const { success, rate_limited, failed, abandoned } = sumOutcomes(within);
      const at = new Date(point.at);
      return { at, label: clock.format(at), success, rate_limited, failed: failed + abandoned };
    });
}

/** What was measured, at its time; nothing where nothing was. */
export function measured(
  points: readonly Point[],
  value: (point: Point) => number | null,
): { readonly x: Date; readonly y: number }[] {
  return points.flatMap((point) => {
    const y = value(point);
    return y === null ? [] : [{ x: new Date(point.at), y }];
  });
}

/** From the first point to the last, so that charts beside each other show the same time. */
export function domainOf(points: readonly Point[]): [Date, Date] {
  return [new Date(points[0]?.at ?? 0), new Date(points.at(-1)?.at ?? 0)];
}

/** Never flat upon the ground, and with room above. */
export function highest(lines: readonly { readonly data: readonly { readonly y: number }[] }[]) {
  return Math.max(1, ...lines.flatMap(({ data }) => data.map(({ y }) => y))) * 1.1;
}
