import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Table from '@cloudscape-design/components/table';
import { localTime, milliseconds } from '../../common/words/time.ts';
import type { Point, Span } from './chart-data.ts';

/** The charts' figures for who reads rather than looks. Points where nothing happened are left out. */
export function ChartTable({ points, span }: { points: readonly Point[]; span: Span }) {
  const items = points.filter(isEventful).toReversed();

  return (
    <ExpandableSection headerText="The same as a table">
      <Table
        items={items}
        trackBy="at"
        variant="embedded"
        ariaLabels={{ tableLabel: 'Figures of the charts' }}
        empty="Nothing happened in this time."
        columnDefinitions={[
          {
            id: 'at',
            header: span === 'hour' ? 'Minute' : 'Hour',
            cell: ({ at }) => localTime(at),
          },
          { id: 'success', header: 'Sent', cell: ({ success }) => success },
          { id: 'rate_limited', header: 'Told to wait', cell: ({ rate_limited }) => rate_limited },
          { id: 'failed', header: 'Failed', cell: ({ failed, abandoned }) => failed + abandoned },
          { id: 'p50', header: 'Half within', cell: ({ latency_ms }) => ms(latency_ms.p50) },
          { id: 'p95', header: '95 % within', cell: ({ latency_ms }) => ms(latency_ms.p95) },
          {
            id: 'queue',
            header: 'Jobs in the queue',
            cell: ({ queue_depth }) => queue_depth ?? '–',
          },
        ]}
      />
    </ExpandableSection>
  );
}

const ms = (value: number | null) => (value === null ? '–' : milliseconds(value));

const isEventful = ({ success, failed, rate_limited, abandoned, latency_ms, queue_depth }: Point) =>
  success + failed + rate_limited + abandoned + (queue_depth ?? 0) > 0 || latency_ms.p50 !== null;
