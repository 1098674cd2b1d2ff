import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMay } from '../app/session.tsx';
import { Link } from '../common/link.tsx';
import { ListingStatus } from '../common/listing-status.tsx';
import { Moment } from '../common/moment.tsx';
import { ProblemAlert } from '../common/problem-alert.tsx';
import { useUnitSummaries } from '../common/reading/unit-names.ts';
import { channelNames } from '../common/words/channel-names.ts';
import { missingWords } from '../common/words/missing-words.ts';
import { allPages, answer, api, type Schemas } from '../http/client.ts';
import { DistributeButton } from './distribute-button.tsx';
import type { useUnitListings } from './use-unit-listings.ts';

interface DistributionProps {
  readonly unit: Schemas['Unit'];
  readonly listings: ReturnType<typeof useUnitListings>;
}

/** Where a unit is published, and which version of it is there. */
export function Distribution({ unit, listings }: DistributionProps) {
  const may = useMay()('linkListing');
  const { data: all } = useTargets();
  const targets = useMemo(() => new Map(all?.map((target) => [target.id, target])), [all]);

  if (listings.error && listings.data === undefined)
    return (
      <ProblemAlert what="Could not read where the unit is published" error={listings.error} />
    );
  return (
    <Table
      items={listings.data ?? []}
      loading={listings.data === undefined}
      loadingText="Reading where it is published"
      trackBy="id"
      wrapLines
      header={
        <Header
          variant="h2"
          counter={listings.data && `(${listings.data.length})`}
          actions={may && all && <DistributeButton unit={unit.id} targets={all} />}
        >
          Published on
        </Header>
      }
      empty={<Nowhere id={unit.id} />}
      columnDefinitions={[
        {
          id: 'target',
          header: 'Channel',
          isRowHeader: true,
          minWidth: 140,
          cell: ({ id, target_id }) => (
            <Link href={`/listings/${id}`}>{targets.get(target_id)?.name ?? '…'}</Link>
          ),
        },
        {
          id: 'status',
          header: 'Status',
          minWidth: 220,
          cell: (listing) => {
            const target = targets.get(listing.target_id);
            const channel = target && channelNames[target.channel_type];
            return <ListingStatus {...{ listing, target, channel }} withAdvice />;
          },
        },
        {
          id: 'version',
          header: 'Version there',
          cell: ({ last_sync_version }) => versionInWords(last_sync_version, unit.version),
        },
        {
          id: 'sent',
          header: 'Last sent',
          cell: ({ last_synced_at }) => <Moment at={last_synced_at} none="Never" />,
        },
      ]}
    />
  );
}

function Nowhere({ id }: { id: string }) {
  const { units } = useUnitSummaries();
  const missing = units.get(id)?.missing ?? [];

  return (
    <Box textAlign="center" color="text-body-secondary">
      On no channel yet.
      {missing.length > 0 && ` Before it can be published it needs ${missingWords(missing)}.`}
    </Box>
  );
}

function versionInWords(there: number | null, newest: number): string {
  if (there === null) return 'None yet';
  return there === newest
    ? `Version ${there}, the newest`
    : `Version ${there}; the newest is ${newest}`;
}

function useTargets() {
  return useQuery({
    queryKey: ['targets'],
    queryFn: () =>
      allPages((query) => answer(api.GET('/api/channels/targets', { params: { query } }))),
  });
}
