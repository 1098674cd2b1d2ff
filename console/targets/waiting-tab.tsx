import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { Link } from '../common/link.tsx';
import { ListingStatus } from '../common/listing-status.tsx';
import { Moment } from '../common/moment.tsx';
import type { Target } from '../common/reading/targets.ts';
import { unitName, useUnitSummaries } from '../common/reading/unit-names.ts';
import { channelNames } from '../common/words/channel-names.ts';
import type { TargetHealth } from './target-queries.ts';

/** What waits or has failed, the longest so first, and why. */
export function WaitingTab({ target, health }: { target: Target; health: TargetHealth }) {
  const { units } = useUnitSummaries();
  const { items, total } = health.waiting_listings;
  const channel = channelNames[target.channel_type];

  return (
    <Table
      items={items}
      trackBy="id"
      wrapLines
      header={
        <Header
          counter={`(${total})`}
          description={
            items.length < total
              ? `The ${items.length} that have been so longest.`
              : 'What waits to be sent, or has failed: the longest so first.'
          }
        >
          Not in order
        </Header>
      }
      ariaLabels={{ tableLabel: 'Listings that wait or have failed' }}
      empty={<Box>Nothing waits and nothing has failed: every listing is up to date.</Box>}
      columnDefinitions={[
        {
          ...{ id: 'unit', header: 'Unit', isRowHeader: true, minWidth: 180 },
          cell: ({ id, unit_id }) => (
            <Link href={`/listings/${id}`}>{unitName(units, unit_id)}</Link>
          ),
        },
        {
          ...{ id: 'why', header: 'Why', minWidth: 300 },
          cell: ({ refused_version, held_back, ...listing }) => (
            <>
              <ListingStatus
                listing={{ ...listing, is_refused: refused_version !== undefined }}
                channel={channel}
                target={target}
                withAdvice
              />
              {held_back && (
                <Box fontSize="body-s" color="text-body-secondary">
                  Held back: {held_back}
                </Box>
              )}
            </>
          ),
        },
        {
          ...{ id: 'since', header: 'Since', minWidth: 140 },
          cell: ({ waiting_since }) => <Moment at={waiting_since} />,
        },
        {
          ...{ id: 'next', header: 'Next try', minWidth: 140 },
          cell: ({ due_at, sync_status }) => (
            <Moment at={due_at} none={sync_status === 'error' ? 'None by itself' : 'In its turn'} />
          ),
        },
        { id: 'tries', header: 'Tries', minWidth: 80, cell: ({ attempts }) => attempts },
      ]}
    />
  );
}
