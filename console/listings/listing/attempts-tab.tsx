import Header from '@cloudscape-design/components/header';
import { AttemptsTable } from '../../common/attempts/attempts-table.tsx';
import { useAttempts } from '../../common/attempts/use-attempts.ts';
import { lookAgainIn } from '../../common/reading/live.ts';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { isUnderWay } from '../../common/words/listing-words.ts';
import { answer, api } from '../../http/client.ts';
import type { ListingScene } from './listing-scene.ts';

/** Every call that was made for the listing, and what came of it. */
export function AttemptsTab({ scene: { tagged, name } }: { readonly scene: ListingScene }) {
  const { id } = tagged.data;
  const { query, attempts = [] } = useAttempts({
    queryKey: ['listing-history', id],
    read: (page) =>
      answer(
        api.GET('/api/channels/listings/{id}/history', { params: { path: { id }, query: page } }),
      ),
    refetchInterval: lookAgainIn(isUnderWay(tagged.data)),
  });

  return (
    <UntilLoaded query={query} what="the attempts">
      {() => (
        <AttemptsTable
          attempts={attempts}
          channelOf={() => name}
          header={
            <Header
              description={`Every call to ${name} for this listing, newest first, kept for 90 days.`}
            >
              Attempts
            </Header>
          }
          empty="Nothing has been sent yet."
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </UntilLoaded>
  );
}
