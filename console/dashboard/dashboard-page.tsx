import { useQuery } from '@tanstack/react-query';
import { Page } from '../common/page.tsx';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { allPages, answer, api } from '../http/client.ts';

export function Component() {
  const query = useQuery({
    queryKey: ['health'],
    queryFn: () =>
      allPages((query) => answer(api.GET('/api/channels/health', { params: { query } }))),
  });

  return (
    <Page title="Dashboard">
      <UntilLoaded query={query} what="the channels' health">
        {(rows) => (
          <ul>
            {rows.map((row) => (
              <li key={row.target_id}>{row.name}</li>
            ))}
          </ul>
        )}
      </UntilLoaded>
    </Page>
  );
}
