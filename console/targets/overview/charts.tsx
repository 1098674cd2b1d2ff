import BarChart from '@cloudscape-design/components/bar-chart';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import {
  colorChartsStatusCritical,
  colorChartsStatusMedium,
  colorChartsStatusPositive,
} from '@cloudscape-design/design-tokens';
import { useParam } from '../../common/reading/use-param.ts';
import { milliseconds } from '../../common/words/time.ts';
import type { TargetHealth } from '../target-queries.ts';
import { measured, type Point, type Span, spans, steps } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import { TimeLines } from './time-lines.tsx';
import { WhenWide } from './when-wide.tsx';

const names: Readonly<Record<Span, string>> = { hour: 'Last hour', day: 'Last 24 hours' };

/** How it went, over an hour or a day. */
export function Charts({ series }: { series: TargetHealth['series'] }) {
  const [chosen, setChosen] = useParam('span', 'hour');
  const span = spans.find((each) => each === chosen) ?? 'hour';
  const points = series[span];

  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SegmentedControl
              label="Time"
              selectedId={span}
              options={spans.map((id) => ({ id, text: names[id] }))}
              onChange={({ detail }) => setChosen(detail.selectedId)}
            />
          }
        >
          How it went
        </Header>
      }
    >
      <ColumnLayout columns={3} minColumnWidth={260}>
        <WhenWide least={120} height={240}>
          <Outcomes points={points} span={span} />
        </WhenWide>
        <TimeLines
          points={points}
          name="Answer time"
          unit={milliseconds}
          lines={[
            { title: 'Half within', data: measured(points, ({ latency_ms }) => latency_ms.p50) },
            { title: '95 % within', data: measured(points, ({ latency_ms }) => latency_ms.p95) },
          ]}
        />
        <TimeLines
          points={points}
          name="Jobs waiting in the queue"
          unit={String}
          lines={[{ title: 'Jobs', data: measured(points, ({ queue_depth }) => queue_depth) }]}
        />
      </ColumnLayout>
      <ChartTable points={points} span={span} />
    </Container>
  );
}

const outcomes = [
  { name: 'success', title: 'Sent', color: colorChartsStatusPositive },
  { name: 'rate_limited', title: 'Told to wait (429)', color: colorChartsStatusMedium },
  { name: 'failed', title: 'Failed', color: colorChartsStatusCritical },
] as const;

function Outcomes({ points, span }: { points: readonly Point[]; span: Span }) {
  const bars = steps(points, span);

  return (
    <BarChart
      ariaLabel={`Attempts by outcome, ${names[span].toLowerCase()}`}
      ariaDescription="The same figures are in the table below."
      xScaleType="categorical"
      stackedBars
      height={160}
      hideFilter
      yTitle="Attempts"
      series={outcomes.map(({ name, title, color }) => ({
        ...{ title, color },
        type: 'bar',
        data: bars.map((bar) => ({ x: bar.label, y: bar[name] })),
      }))}
    />
  );
}
