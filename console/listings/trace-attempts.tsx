import Header from '@cloudscape-design/components/header';
import type { TableProps } from '@cloudscape-design/components/table';
import type { Attempt } from '../common/attempts/attempt-words.ts';
import { AttemptsTable } from '../common/attempts/attempts-table.tsx';
import { useAttempts } from '../common/attempts/use-attempts.ts';
import { Link } from '../common/link.tsx';
import { useTargets } from '../common/reading/targets.ts';
import { unitName, useUnitSummaries } from '../common/reading/unit-names.ts';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { channelNames } from '../common/words/channel-names.ts';
import { answer, api } from '../http/client.ts';

/** Every call to a channel that one request or change has led to. */
export function TraceAttempts({ trace }: { readonly trace: string }) {
  const targets = useTargets();
  const { units } = useUnitSummaries();
  const { query, attempts = [] } = useAttempts({
    queryKey: ['attempts', trace],
    read: (page) =>
      answer(api.GET('/api/channels/audit', { params: { query: { ...page, trace_id: trace } } })),
    refetchInterval: 15_000,
  });
  const listingColumn: TableProps.ColumnDefinition<Attempt> = {
    ...{ id: 'listing', header: 'Listing', minWidth: 180 },
    cell: ({ listing_id, unit_id }) => (
      <Link href={`/listings/${listing_id}`}>{unitName(units, unit_id)}</Link>
    ),
  };
  const targetColumn: TableProps.ColumnDefinition<Attempt> = {
    ...{ id: 'target', header: 'Channel account', minWidth: 150 },
    cell: ({ target_id }) => (
      <Link href={`/targets/${target_id}`}>{targets?.get(target_id)?.name ?? 'The account'}</Link>
    ),
  };

  return (
    <UntilLoaded query={query} what="the attempts">
      {() => (
        <AttemptsTable
          attempts={attempts}
          channelOf={({ target_id }) => {
            const type = targets?.get(target_id)?.channel_type;
            return type && channelNames[type];
          }}
          columns={[listingColumn, targetColumn]}
          header={
            <Header counter={`(${attempts.length}${query.hasNextPage ? '+' : ''})`}>
              Attempts of this trace
            </Header>
          }
          empty="Nothing was sent to a channel under this trace id in the last 90 days."
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </UntilLoaded>
  );
}
