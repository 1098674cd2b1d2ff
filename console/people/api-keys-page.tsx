import Button from '@cloudscape-design/components/button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.tsx';
import { NotForYou } from '../common/not-for-you.tsx';
import { Page } from '../common/page.tsx';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { allPages, answer, api } from '../http/client.ts';
import { ApiKeyTable } from './api-key-table.tsx';
import { MakeApiKey } from './make-api-key.tsx';

export function Component() {
  const may = useMay();
  const [isMaking, setMaking] = useState(false);

  return (
    <Page
      title="API keys"
      description="With a key another program works in this account, as what its role may do."
      actions={
        may('createApiKey') && (
          <Button variant="primary" onClick={() => setMaking(true)}>
            Make an API key
          </Button>
        )
      }
    >
      {may('listApiKeys') ? <ApiKeys /> : <NotForYou />}
      {isMaking && <MakeApiKey onClose={() => setMaking(false)} />}
    </Page>
  );
}

function ApiKeys() {
  const query = useQuery({
    queryKey: ['api-keys'],
    queryFn: () =>
      allPages((page) => answer(api.GET('/api/api-keys', { params: { query: page } }))),
  });

  return (
    <UntilLoaded query={query} what="the API keys">
      {(keys) => <ApiKeyTable keys={keys} />}
    </UntilLoaded>
  );
}
