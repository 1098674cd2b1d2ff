import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMay } from '../../app/session.tsx';
import { Moment } from '../../common/moment.tsx';
import { useNameOf } from '../../common/reading/people.ts';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { answer, api } from '../../http/client.ts';
import type { ListingScene } from './listing-scene.ts';
import type { VersionPair } from './use-listing.ts';

interface VersionTableProps {
  readonly unitId: string;
  readonly scene: ListingScene;
  readonly onCompare: (pair: VersionPair) => void;
  readonly onSend: (version: number) => void;
}

/** Every version of the unit, newest first. */
export function VersionTable({ unitId, scene, onCompare, onSend }: VersionTableProps) {
  const query = useSnapshots(unitId, scene.unit?.version);
  const nameOf = useNameOf();
  const may = useMay();
  const { status, last_sync_version } = scene.tagged.data;
  const maySend = may('retryListing') && (status === 'active' || status === 'error');

  return (
    <UntilLoaded query={query} what="the versions">
      {({ pages }) => (
        <Table
          items={pages.flatMap(({ items }) => items)}
          trackBy="version"
          header={<Header variant="h2">Versions</Header>}
          ariaLabels={{ tableLabel: 'Versions' }}
          columnDefinitions={[
            {
              ...{ id: 'version', header: 'Version', isRowHeader: true },
              cell: ({ version }) =>
                version === last_sync_version ? `${version}, sent last` : version,
            },
            { id: 'at', header: 'Since', cell: ({ created_at }) => <Moment at={created_at} /> },
            { id: 'by', header: 'By', cell: ({ created_by }) => nameOf(created_by) },
            {
              ...{ id: 'do', header: 'Actions' },
              cell: ({ version }) => (
                <SpaceBetween direction="horizontal" size="s">
                  {version > 1 && (
                    <Button
                      variant="inline-link"
                      ariaLabel={`What it has changed, version ${version}`}
                      onClick={() => onCompare({ from: version - 1, to: version })}
                    >
                      What it has changed
                    </Button>
                  )}
                  {maySend && (
                    <Button
                      variant="inline-link"
                      ariaLabel={`Send this version, ${version}`}
                      onClick={() => onSend(version)}
                    >
                      Send this version
                    </Button>
                  )}
                </SpaceBetween>
              ),
            },
          ]}
          footer={
            query.hasNextPage && (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show earlier ones
              </Button>
            )
          }
        />
      )}
    </UntilLoaded>
  );
}

/** Read anew when the unit has another version. */
function useSnapshots(id: string, version: number | undefined) {
  return useInfiniteQuery({
    queryKey: ['unit-snapshots', id, version],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/supply/units/{id}/snapshots', {
          params: {
            path: { id },
            query: { limit: 20, ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  });
}
