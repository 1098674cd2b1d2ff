import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { Moment } from '../../common/moment.tsx';
import { useNameOf } from '../../common/reading/people.ts';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { allPages, answer, api, type Schemas } from '../../http/client.ts';
import { VersionDiff } from './version-diff.tsx';

type Snapshot = Schemas['UnitSnapshot'];

/** Every version of a unit, and how any two of them differ. */
export function Versions({ unit }: { unit: Schemas['Unit'] }) {
  const { id } = unit;
  const path = { id };
  const query = useQuery({
    queryKey: ['unit-snapshots', id],
    queryFn: () =>
      allPages((query) =>
        answer(api.GET('/api/supply/units/{id}/snapshots', { params: { path, query } })),
      ),
  });

  return (
    <UntilLoaded query={query} what="the versions">
      {(snapshots) => (
        <SpaceBetween size="l">
          {snapshots.length > 1 ? (
            <VersionDiff snapshots={snapshots} />
          ) : (
            <Box color="text-body-secondary">
              There is one version only. With the next change there is something to compare.
            </Box>
          )}
          <VersionTable snapshots={snapshots} />
        </SpaceBetween>
      )}
    </UntilLoaded>
  );
}

function VersionTable({ snapshots }: { snapshots: readonly Snapshot[] }) {
  const nameOf = useNameOf();

  return (
    <Table
      items={snapshots}
      trackBy="content_hash"
      header={
        <Header variant="h2" counter={`(${snapshots.length})`}>
          All versions
        </Header>
      }
      columnDefinitions={[
        {
          id: 'version',
          header: 'Version',
          isRowHeader: true,
          cell: ({ version }) => `Version ${version}`,
        },
        {
          id: 'at',
          header: 'Saved',
          cell: ({ created_at }) => <Moment at={created_at} as="full" />,
        },
        {
          id: 'by',
          header: 'By',
          cell: ({ created_by }) => nameOf(created_by),
        },
      ]}
    />
  );
}
