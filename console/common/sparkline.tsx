import {
  colorBorderDividerDefault,
  colorChartsStatusCritical,
  colorChartsStatusMedium,
  colorChartsStatusPositive,
} from '@cloudscape-design/design-tokens';
import type { Schemas } from '../http/client.ts';
import { bars, type Outcomes, sumOutcomes } from './words/outcomes.ts';

const size = { width: 120, height: 28 };
const colours: Readonly<Record<keyof Outcomes, string>> = {
  success: colorChartsStatusPositive,
  rate_limited: colorChartsStatusMedium,
  failed: colorChartsStatusCritical,
  abandoned: colorChartsStatusCritical,
};

/** How the last hour went, a bar for each five minutes. */
export function Sparkline({ points }: { points: Schemas['DashboardRow']['last_hour'] }) {
  const { success, rate_limited, failed, abandoned } = sumOutcomes(points);
  const name = `Last hour: ${success} sent, ${failed + abandoned} failed, ${rate_limited} told to wait`;

  return (
    <svg role="img" aria-label={name} {...size} style={{ display: 'block' }}>
      <title>{name}</title>
      <line
        {...{ x1: 0, x2: size.width, y1: size.height - 0.5, y2: size.height - 0.5 }}
        style={{ stroke: colorBorderDividerDefault }}
      />
      {bars(points, size).map(({ outcome, ...rectangle }) => (
        <rect key={`${rectangle.x} ${outcome}`} {...rectangle} style={{ fill: colours[outcome] }} />
      ))}
    </svg>
  );
}
