import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { ButtonLink } from '../common/button-link.tsx';
import { Choice } from '../common/choices/choice.tsx';
import { FindText } from '../common/choices/find-text.tsx';
import { useParam } from '../common/reading/use-param.ts';
import { useSortedPages } from '../common/reading/use-sorted-pages.ts';
import { healthStateNames, healthStates } from '../common/words/health-words.ts';
import { columns } from './columns.tsx';
import { matching, type Row } from './rows.ts';

/** A row for each target. Filters and order are in the page's address. */
export function TargetTable({ rows, updated }: { rows: readonly Row[]; updated: ReactNode }) {
  const [text, setText] = useParam('q');
  const [state, setState] = useParam('health');
  const shown = matching(rows, { text, state });
  const isFiltered = text !== '' || state !== '';
  const { tableProps, paginationProps, hasPages } = useSortedPages(shown, columns, 'name');

  return (
    <Table
      {...tableProps}
      columnDefinitions={columns}
      trackBy="target_id"
      ariaLabels={{ tableLabel: 'Channels' }}
      contentDensity="compact"
      stickyColumns={{ first: 1 }}
      stickyHeader
      resizableColumns
      wrapLines
      header={
        <Header
          counter={isFiltered ? `(${shown.length} of ${rows.length})` : `(${rows.length})`}
          description={updated}
        >
          Channels
        </Header>
      }
      filter={
        <SpaceBetween direction="horizontal" size="xs">
          <FindText
            text={text}
            onChange={setText}
            placeholder="Find by name or health"
            label="Find channels"
          />
          <Choice label="Health" options={healthOptions} value={state} onChange={setState} />
        </SpaceBetween>
      }
      pagination={hasPages && <Pagination {...paginationProps} />}
      empty={
        <SpaceBetween size="xs" alignItems="center">
          <Box>No channel is like that.</Box>
          <ButtonLink href="/">Show all</ButtonLink>
        </SpaceBetween>
      }
    />
  );
}

const healthOptions = [
  { value: '', label: 'Any health' },
  ...healthStates.map((value) => ({ value, label: healthStateNames[value] })),
];
