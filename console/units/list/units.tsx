import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { useFollow } from '../../common/link.tsx';
import { ProblemAlert } from '../../common/problem-alert.tsx';
import { type UnitSummary, useUnitSummaries } from '../../common/reading/unit-names.ts';
import { useParam } from '../../common/reading/use-param.ts';
import { useSortedPages } from '../../common/reading/use-sorted-pages.ts';
import { isKept } from './kept-units.ts';
import { columns, type UnitRow } from './unit-columns.tsx';
import { UnitFilter } from './unit-filter.tsx';
import { useChannelsPerUnit } from './use-channels-per-unit.ts';

/** All units, by pages of fifty, found by text and by what is to be done about them. */
export function Units({ mayWrite }: { mayWrite: boolean }) {
  const { units, isComplete, error, refetch } = useUnitSummaries();
  const rows = useRows(units);
  const [text, setText] = useParam('q');
  const [show, setShow] = useParam('show');
  const kept = useMemo(() => rows.filter((row) => isKept(row, { text, show })), [rows, text, show]);
  const { tableProps, paginationProps } = useSortedPages(kept, columns, 'name');
  const isFiltered = text !== '' || show !== '';
  const all = isComplete ? String(rows.length) : `${rows.length}+`;

  if (error && !isComplete)
    return (
      <ProblemAlert what="Could not read the units" error={error} onRetry={() => void refetch()} />
    );
  return (
    <Table
      {...tableProps}
      columnDefinitions={columns}
      loading={rows.length === 0 && !isComplete}
      loadingText="Reading the units"
      stickyHeader
      wrapLines
      header={
        <Header counter={isFiltered ? `(${kept.length}/${all})` : `(${all})`}>All units</Header>
      }
      filter={
        <UnitFilter
          {...{ text, setText, show, setShow }}
          found={isFiltered ? kept.length : undefined}
        />
      }
      pagination={<Pagination {...paginationProps} />}
      empty={isFiltered ? 'No unit is like that.' : <NoUnits mayWrite={mayWrite} />}
    />
  );
}

function useRows(units: ReadonlyMap<string, UnitSummary>): readonly UnitRow[] {
  const channels = useChannelsPerUnit();
  return useMemo(
    () =>
      [...units.values()].map((unit) => ({
        ...unit,
        channels: channels && (channels.get(unit.id) ?? 0),
      })),
    [units, channels],
  );
}

function NoUnits({ mayWrite }: { mayWrite: boolean }) {
  const follow = useFollow();

  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">No units yet</Box>
        <Box color="text-body-secondary">
          {mayWrite
            ? 'Describe the first place that you rent out; then publish it on a channel.'
            : 'A content manager or an owner describes the places that are rented out.'}
        </Box>
        {mayWrite && (
          <Button href="/units/new" onFollow={follow}>
            New unit
          </Button>
        )}
      </SpaceBetween>
    </Box>
  );
}
