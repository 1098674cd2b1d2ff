import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { AlertCount } from '../common/alerts.tsx';
import { Health } from '../common/health.tsx';
import { Link } from '../common/link.tsx';
import { ListingCounts } from '../common/listing-counts.tsx';
import { Moment } from '../common/moment.tsx';
import { Sparkline } from '../common/sparkline.tsx';
import { channelNames } from '../common/words/channel-names.ts';
import { healthInWords, healthStates } from '../common/words/health-words.ts';
import { duration, milliseconds, percent } from '../common/words/time.ts';
import type { Row } from './rows.ts';

/** Widths are fixed and every cell has two lines at most, so that nothing jumps when figures change. */
export const columns: readonly TableProps.ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Channel',
    isRowHeader: true,
    width: 165,
    ...by(({ name }) => name.toLowerCase()),
    cell: ({ target_id, name, channel_type }) =>
      twoLines(<Link href={`/targets/${target_id}`}>{name}</Link>, channelNames[channel_type]),
  },
  {
    id: 'health',
    header: 'Health',
    width: 200,
    ...by((row) => -healthStates.indexOf(healthInWords(row).state)),
    cell: (row) => <Health row={row} />,
  },
  {
    id: 'alerts',
    header: 'Alerts',
    width: 110,
    ...by(({ alerts }) => alerts.length),
    cell: ({ target_id, alerts }) => <AlertCount targetId={target_id} alerts={alerts} />,
  },
  {
    id: 'listings',
    header: 'Listings',
    width: 225,
    ...by(({ listings }) => listings.error),
    cell: ({ target_id, listings }) => <ListingCounts targetId={target_id} counts={listings} />,
  },
  {
    id: 'waiting',
    header: 'In the queue',
    width: 125,
    ...by(({ oldest_waiting_seconds }) => oldest_waiting_seconds ?? -1),
    cell: ({ queue_depth, oldest_waiting_seconds: oldest }) =>
      twoLines(queue_depth, oldest === null ? 'nothing waits' : `oldest ${duration(oldest)}`),
  },
  {
    id: 'last-hour',
    header: 'Last hour',
    width: 165,
    ...by(({ last_success_at }) => last_success_at ?? ''),
    cell: ({ last_hour, last_success_at }) =>
      twoLines(
        <Sparkline points={last_hour} />,
        <>
          sent <Moment at={last_success_at} none="never" />
        </>,
      ),
  },
  {
    id: 'answers',
    header: 'Answer time',
    width: 125,
    ...by(({ latency_ms }) => latency_ms.p95 ?? -1),
    cell: ({ latency_ms: { p50, p95 } }) =>
      p50 === null || p95 === null
        ? twoLines('–', 'no calls')
        : twoLines(milliseconds(p50), `p95 ${milliseconds(p95)}`),
  },
  {
    id: 'too-many',
    header: 'Too many (429)',
    width: 115,
    ...by(({ rate_limited_ratio_10m }) => rate_limited_ratio_10m),
    cell: ({ rate_limited_ratio_10m }) => twoLines(percent(rate_limited_ratio_10m), 'of 10 min'),
  },
  {
    id: 'errors',
    header: 'Errors',
    width: 110,
    ...by(({ error_rate_24h }) => error_rate_24h),
    cell: ({ error_rate_24h }) => twoLines(percent(error_rate_24h), 'of 24 h'),
  },
];

function by(
  value: (row: Row) => string | number,
): Pick<TableProps.ColumnDefinition<Row>, 'sortingComparator'> {
  return {
    sortingComparator: (a, b) => {
      const [first, second] = [value(a), value(b)];
      return first < second ? -1 : first > second ? 1 : 0;
    },
  };
}

function twoLines(first: ReactNode, second: ReactNode) {
  return (
    <>
      <div>{first}</div>
      <Box fontSize="body-s" color="text-body-secondary">
        {second}
      </Box>
    </>
  );
}
