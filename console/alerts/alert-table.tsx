import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useMay } from '../app/session.tsx';
import { ProblemAlert } from '../common/problem-alert.tsx';
import { useNameOf } from '../common/reading/people.ts';
import { useTargets } from '../common/reading/targets.ts';
import { useParam } from '../common/reading/use-param.ts';
import { useSortedPages } from '../common/reading/use-sorted-pages.ts';
import { alertInWords } from '../common/words/alert-words.ts';
import { type AccountOf, alertColumns } from './alert-columns.tsx';
import { AlertFilters } from './alert-filters.tsx';
import { NoAlerts } from './no-alerts.tsx';
import { ShownAlert } from './shown-alert.tsx';
import { useAcknowledge } from './use-acknowledge.ts';
import type { AlertRecord, useAlerts } from './use-alerts.ts';
import type { useChosen } from './use-chosen.ts';

interface AlertTableProps {
  readonly chosen: ReturnType<typeof useChosen>;
  readonly read: ReturnType<typeof useAlerts>;
}

/** A row for each alert. Filters, order and the one that is looked into are in the page's address. */
export function AlertTable({ chosen, read: { alerts, isComplete, query } }: AlertTableProps) {
  const targets = useTargets();
  const nameOf = useNameOf();
  const [, setShown] = useParam('alert', '', 'push');
  const accountOf: AccountOf = ({ target_id }) => targets?.get(target_id)?.name ?? 'The account';
  const columns = alertColumns({ accountOf, nameOf, onDetails: setShown });
  const { tableProps, paginationProps, hasPages } = useSortedPages(alerts, columns, '-since');
  const { acknowledge, selection, button } = useSelection(alerts, chosen.filter.state === 'open');

  if (query.error && alerts.length === 0)
    return (
      <ProblemAlert
        what="Could not read the alerts"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return (
    <>
      <Table
        {...tableProps}
        {...selection}
        columnDefinitions={columns}
        trackBy="id"
        ariaLabels={labels}
        loading={alerts.length === 0 && !isComplete}
        loadingText="Reading the alerts"
        stickyHeader
        wrapLines
        header={
          <Header counter={`(${alerts.length}${query.hasNextPage ? '+' : ''})`} actions={button}>
            {chosen.filter.state === 'open' ? 'Open alerts' : 'Past alerts'}
          </Header>
        }
        filter={<AlertFilters chosen={chosen} />}
        pagination={hasPages && <Pagination {...paginationProps} />}
        empty={
          <NoAlerts
            state={chosen.filter.state}
            isFiltered={chosen.isFiltered}
            accounts={targets?.size}
          />
        }
        footer={isComplete && query.hasNextPage && <Earlier query={query} />}
      />
      <ShownAlert
        {...{ alerts, accountOf, nameOf, acknowledge, isComplete }}
        state={chosen.filter.state}
      />
    </>
  );
}

/** Which are to be acknowledged, for who may. */
function useSelection(alerts: readonly AlertRecord[], isOpen: boolean) {
  const may = useMay();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const acknowledge = useAcknowledge(() => setChosen([]));
  if (!isOpen || !may('patchAlert')) return { acknowledge: undefined, selection: {}, button: null };
  const selectedItems = alerts.filter(
    ({ id, acknowledged_at }) => acknowledged_at === null && chosen.includes(id),
  );

  return {
    acknowledge,
    selection: {
      selectionType: 'multi' as const,
      selectedItems,
      isItemDisabled: ({ acknowledged_at }: AlertRecord) => acknowledged_at !== null,
      onSelectionChange: ({ detail }: { detail: { selectedItems: AlertRecord[] } }) =>
        setChosen(detail.selectedItems.map(({ id }) => id)),
    },
    button: (
      <Button
        disabled={selectedItems.length === 0}
        loading={acknowledge.isPending}
        loadingText={`${acknowledge.told} acknowledged`}
        onClick={() => acknowledge.mutate(selectedItems)}
      >
        {selectedItems.length > 1 ? `Acknowledge ${selectedItems.length}` : 'Acknowledge'}
      </Button>
    ),
  };
}

function Earlier({ query }: Pick<AlertTableProps['read'], 'query'>) {
  return (
    <Box textAlign="center">
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Show earlier ones
      </Button>
    </Box>
  );
}

const labels = {
  tableLabel: 'Alerts',
  selectionGroupLabel: 'Which to acknowledge',
  allItemsSelectionLabel: () => 'Choose all that nobody has acknowledged',
  itemSelectionLabel: (_: unknown, alert: AlertRecord) => `Choose: ${alertInWords(alert).title}`,
};
