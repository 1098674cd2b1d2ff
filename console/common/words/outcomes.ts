/** How the attempts of a stretch of time ended. */
export interface Outcomes {
  readonly success: number;
  readonly rate_limited: number;
  readonly failed: number;
  readonly abandoned: number;
}

/** From the ground up. */
const order = ['success', 'rate_limited', 'failed', 'abandoned'] as const;

export function sumOutcomes(points: readonly Outcomes[]): Outcomes {
  const sum = { success: 0, rate_limited: 0, failed: 0, abandoned: 0 };
  for (const point of points) for (const outcome of order) sum[outcome] += point[outcome];
  return sum;
}

interface Bar {
  readonly outcome: keyof Outcomes;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the bars of a small chart stand (px, from its top left corner): the highest fills it, and whatever happened can be seen. */
export function bars(
  points: readonly Outcomes[],
  size: { readonly width: number; readonly height: number },
): readonly Bar[] {
  const room = size.height - 2 * order.length;
  const highest = Math.max(1, ...points.map((point) => total(point)));
  const step = size.width / points.length;

  return points.flatMap((point, index) => {
    let y = size.height;
    return order
      .filter((outcome) => point[outcome] > 0)
      .map((outcome) => {
        const height = Math.max(2, (point[outcome] / highest) * room);
        y -= height;
        return { outcome, x: index * step + 1, y, width: step - 2, height };
      });
  });
}

const total = (point: Outcomes) => order.reduce((sum, outcome) => sum + point[outcome], 0);
