import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { Link } from '../common/link.tsx';
import { Moment } from '../common/moment.tsx';
import { Status } from '../common/status.tsx';
import { alertInWords } from '../common/words/alert-words.ts';
import { duration } from '../common/words/time.ts';
import { figureOf } from './figures.ts';
import type { AlertRecord } from './use-alerts.ts';

export type AlertColumn = TableProps.ColumnDefinition<AlertRecord>;

/** What the channel account of an alert is called. */
export type AccountOf = (alert: AlertRecord) => string;

interface ColumnsProps {
  readonly accountOf: AccountOf;
  readonly nameOf: (id: string | null) => string;
  readonly onDetails: (id: string) => void;
}

/** What is wrong where, since when, how bad it became, and who is at it. */
export function alertColumns({ accountOf, nameOf, onDetails }: ColumnsProps): AlertColumn[] {
  return [
    whatColumn(accountOf, onDetails),
    {
      ...{ id: 'account', header: 'Channel account', minWidth: 150 },
      sortingComparator: (a, b) => accountOf(a).localeCompare(accountOf(b)),
      cell: (alert) => <Link href={`/targets/${alert.target_id}`}>{accountOf(alert)}</Link>,
    },
    {
      ...{ id: 'since', header: 'Since', minWidth: 150, sortingField: 'opened_at' },
      cell: (alert) => <Times alert={alert} />,
    },
    {
      ...{ id: 'worst', header: 'At its worst', minWidth: 120 },
      cell: ({ rule, peak }) => figureOf(rule, peak) ?? '–',
    },
    {
      ...{ id: 'seen', header: 'Acknowledged by', minWidth: 150 },
      ...{ sortingField: 'acknowledged_at' },
      cell: (alert) => <Seen alert={alert} nameOf={nameOf} />,
    },
  ];
}

function whatColumn(accountOf: AccountOf, onDetails: ColumnsProps['onDetails']): AlertColumn {
  return {
    ...{ id: 'what', header: 'What', isRowHeader: true, minWidth: 260 },
    sortingComparator: (a, b) => alertInWords(a).title.localeCompare(alertInWords(b).title),
    cell: (alert) => {
      const { type, title, detail } = alertInWords(alert);
      const isPast = alert.closed_at !== null;
      return (
        <>
          <Status type={isPast ? 'stopped' : type}>{title}</Status>
          {!isPast && (
            <Box fontSize="body-s" color="text-body-secondary">
              {detail}
            </Box>
          )}
          <Button
            variant="inline-link"
            ariaLabel={`Details: ${title}, ${accountOf(alert)}`}
            onClick={() => onDetails(alert.id)}
          >
            Details
          </Button>
        </>
      );
    },
  };
}

/** Since when, and until when. */
export function Times({ alert: { opened_at, closed_at } }: { readonly alert: AlertRecord }) {
  if (closed_at === null) return <Moment at={opened_at} />;
  const seconds = (Date.parse(closed_at) - Date.parse(opened_at)) / 1000;

  return (
    <>
      <Moment at={opened_at} as="full" />
      <Box fontSize="body-s" color="text-body-secondary">
        until <Moment at={closed_at} as="full" /> ({duration(seconds)})
      </Box>
    </>
  );
}

interface SeenProps {
  readonly alert: AlertRecord;
  readonly nameOf: ColumnsProps['nameOf'];
}

/** Who has said so first, and when. */
export function Seen({ alert: { acknowledged_at, acknowledged_by }, nameOf }: SeenProps) {
  if (acknowledged_at === null) return <Box color="text-status-inactive">Nobody</Box>;

  return (
    <>
      {nameOf(acknowledged_by)}
      <Box fontSize="body-s" color="text-body-secondary">
        <Moment at={acknowledged_at} />
      </Box>
    </>
  );
}
