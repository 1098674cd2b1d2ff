import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { Moment } from '../moment.tsx';
import { useNameOf } from '../reading/people.ts';
import { useParam } from '../reading/use-param.ts';
import { localTime, milliseconds } from '../words/time.ts';
import { AttemptDetails, Outcome } from './attempt-details.tsx';
import { type Attempt, operationWords } from './attempt-words.ts';

interface AttemptsTableProps {
  readonly attempts: readonly Attempt[];
  /** As the channel of an attempt calls itself. */
  readonly channelOf: (attempt: Attempt) => string | undefined;
  /** Beside those of every attempt, e.g. its listing. @default none */
  readonly columns?: readonly TableProps.ColumnDefinition<Attempt>[];
  readonly header?: ReactNode;
  /** Where there is none. */
  readonly empty: ReactNode;
  readonly hasMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly onMore?: () => void;
}

/** Attempts, newest first; the details of one are part of the page's address. */
export function AttemptsTable(props: AttemptsTableProps) {
  const { attempts, channelOf, columns = [], header, empty } = props;
  const nameOf = useNameOf();
  const [chosen, setChosen] = useParam('attempt');
  const shown = attempts.find(({ id }) => id === chosen);

  return (
    <>
      <Table
        items={attempts}
        trackBy="id"
        variant="embedded"
        header={header}
        wrapLines
        columnDefinitions={[
          whenColumn(setChosen),
          outcomeColumn(channelOf),
          ...columns,
          ...factColumns(nameOf),
        ]}
        ariaLabels={{ tableLabel: 'Attempts' }}
        empty={<Box textAlign="center">{empty}</Box>}
        footer={
          props.hasMore && (
            <Box textAlign="center">
              <Button loading={props.isLoadingMore ?? false} onClick={props.onMore}>
                Show earlier ones
              </Button>
            </Box>
          )
        }
      />
      {shown !== undefined && (
        <AttemptDetails
          attempt={shown}
          channel={channelOf(shown)}
          askedBy={nameOf(shown.created_by)}
          onClose={() => setChosen('')}
        />
      )}
    </>
  );
}

type Column = TableProps.ColumnDefinition<Attempt>;

function whenColumn(onChoose: (id: string) => void): Column {
  return {
    ...{ id: 'at', header: 'When', minWidth: 140 },
    cell: ({ id, started_at }) => (
      <>
        <Moment at={started_at} />{' '}
        <Button
          variant="inline-link"
          ariaLabel={`Details of the attempt at ${localTime(started_at)}`}
          onClick={() => onChoose(id)}
        >
          Details
        </Button>
      </>
    ),
  };
}

function outcomeColumn(channelOf: AttemptsTableProps['channelOf']): Column {
  return {
    ...{ id: 'outcome', header: 'How it ended', minWidth: 220 },
    cell: (attempt) => <Outcome attempt={attempt} channel={channelOf(attempt)} />,
  };
}

function factColumns(nameOf: (id: string | null) => string): Column[] {
  return [
    {
      ...{ id: 'what', header: 'What', minWidth: 150 },
      cell: (attempt) => `${operationWords(attempt)}, version ${attempt.unit_version}`,
    },
    {
      ...{ id: 'took', header: 'Took', minWidth: 105 },
      cell: ({ duration_ms }) => (duration_ms === null ? '–' : milliseconds(duration_ms)),
    },
    {
      ...{ id: 'by', header: 'Asked for by', minWidth: 140 },
      cell: ({ created_by }) => nameOf(created_by),
    },
  ];
}
