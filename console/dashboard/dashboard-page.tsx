import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../common/page.tsx';
import { lookAgainIn } from '../common/reading/live.ts';
import { isUnderWay } from '../common/reading/progress.ts';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { Updated } from '../common/updated.tsx';
import { allPages, answer, api } from '../http/client.ts';
import { ConnectButton } from './connect-button.tsx';
import { NoTargets } from './no-targets.tsx';
import { Summary } from './summary.tsx';
import { TargetTable } from './target-table.tsx';

/** How every connected channel is doing, as of seconds ago. */
export function Component() {
  const query = useQuery({
    queryKey: ['health'],
    queryFn: () =>
      allPages((query) => answer(api.GET('/api/channels/health', { params: { query } }))),
    refetchInterval: ({ state }) => lookAgainIn(state.data?.some(isUnderWay) ?? false),
  });

  return (
    <Page title="Dashboard" actions={<ConnectButton />}>
      <UntilLoaded query={query} what="the channels' health">
        {(rows) =>
          rows.length === 0 ? (
            <NoTargets />
          ) : (
            <SpaceBetween size="l">
              <Summary rows={rows} />
              <TargetTable rows={rows} updated={<Updated query={query} />} />
            </SpaceBetween>
          )
        }
      </UntilLoaded>
    </Page>
  );
}
