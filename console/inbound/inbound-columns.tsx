import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { Link } from '../common/link.tsx';
import { Moment } from '../common/moment.tsx';
import type { Target } from '../common/reading/targets.ts';
import { Status } from '../common/status.tsx';
import {
  canRepeat,
  eventInWords,
  type InboundRow,
  statusNames,
  statusTypes,
} from './inbound-words.ts';

interface InboundColumns {
  readonly targets: ReadonlyMap<string, Target> | undefined;
  /** For who may have rows repeated. */
  readonly repeat:
    | { readonly of: string | undefined; readonly run: (row: InboundRow) => void }
    | undefined;
}

/** What was told when and by whom, and what has become of it. */
export function inboundColumns({
  targets,
  repeat,
}: InboundColumns): TableProps.ColumnDefinition<InboundRow>[] {
  return [
    {
      ...{ id: 'what', header: 'What', isRowHeader: true, minWidth: 180 },
      cell: (row) => (
        <>
          {eventInWords(row)}
          <Box fontSize="body-s" color="text-body-secondary">
            {row.source === 'webhook' ? 'Told by the channel' : 'Found at the channel'}
            {row.reprocess_of !== null && ', once more'}
          </Box>
        </>
      ),
    },
    {
      ...{ id: 'status', header: 'What became of it', minWidth: 220 },
      cell: ({ processing_status, error_message }) => (
        <Status type={statusTypes[processing_status]}>
          {statusNames[processing_status]}
          {error_message && `: ${error_message}`}
        </Status>
      ),
    },
    {
      ...{ id: 'account', header: 'Channel account', minWidth: 140 },
      cell: ({ target_id, listing_id }) => (
        <>
          <Link href={`/targets/${target_id}?tab=bookings`}>
            {targets?.get(target_id)?.name ?? 'The account'}
          </Link>
          {listing_id && (
            <Box fontSize="body-s">
              <Link href={`/listings/${listing_id}`} fontSize="body-s">
                The listing
              </Link>
            </Box>
          )}
        </>
      ),
    },
    {
      ...{ id: 'received', header: 'Received', minWidth: 120 },
      cell: ({ received_at }) => <Moment at={received_at} />,
    },
    {
      ...{ id: 'processed', header: 'Worked off', minWidth: 120 },
      cell: ({ processed_at }) => <Moment at={processed_at} none="Not yet" />,
    },
    ...(repeat ? [repeatColumn(repeat)] : []),
  ];
}

function repeatColumn(
  repeat: NonNullable<InboundColumns['repeat']>,
): TableProps.ColumnDefinition<InboundRow> {
  return {
    ...{ id: 'repeat', header: 'Once more', minWidth: 110 },
    cell: (row) =>
      canRepeat(row) && (
        <Button
          variant="inline-link"
          loading={repeat.of === row.id}
          ariaLabel={`Look again: ${eventInWords(row)}`}
          onClick={() => repeat.run(row)}
        >
          Look again
        </Button>
      ),
  };
}
