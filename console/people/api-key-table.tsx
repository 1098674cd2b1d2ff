import { useCollection } from '@cloudscape-design/collection-hooks';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { Moment } from '../common/moment.tsx';
import { useNow } from '../common/reading/use-now.ts';
import type { Schemas } from '../http/client.ts';
import { RevokeApiKey } from './revoke-api-key.tsx';
import { roleName } from './roles.ts';

export type ApiKey = Schemas['ApiKey'];

/** The keys by name; of each only its beginning is known. */
export function ApiKeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const [revoked, setRevoked] = useState<ApiKey>();
  const columns = columnsOf(setRevoked);
  const { items, collectionProps } = useCollection(keys, {
    sorting: { defaultState: { sortingColumn: columns[0] ?? {} } },
  });

  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        columnDefinitions={columns}
        trackBy="id"
        wrapLines
        header={<Header counter={`(${keys.length})`}>All API keys</Header>}
        empty="No keys yet. Make one for a program that writes units or reads how they are doing."
      />
      {revoked && <RevokeApiKey apiKey={revoked} onClose={() => setRevoked(undefined)} />}
    </>
  );
}

function columnsOf(
  onRevoke: (key: ApiKey) => void,
): readonly TableProps.ColumnDefinition<ApiKey>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      sortingField: 'name',
      cell: ({ name }) => name,
      minWidth: 140,
    },
    {
      id: 'prefix',
      header: 'Begins with',
      cell: ({ prefix }) => (prefix === null ? '–' : <code>{prefix}…</code>),
    },
    { id: 'role', header: 'Role', sortingField: 'role', cell: ({ role }) => roleName(role) },
    {
      id: 'used',
      header: 'Last used',
      sortingField: 'last_used_at',
      cell: ({ last_used_at }) => <Moment at={last_used_at} none="Never" />,
    },
    {
      id: 'expires',
      header: 'Expires',
      sortingField: 'expires_at',
      cell: ({ expires_at }) => <Expiry at={expires_at} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: (key) => (
        <Button
          variant="inline-link"
          ariaLabel={`Revoke ${key.name}`}
          onClick={() => onRevoke(key)}
        >
          Revoke
        </Button>
      ),
    },
  ];
}

function Expiry({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return 'Never';
  if (new Date(at).getTime() > now) return <Moment at={at} />;
  return (
    <StatusIndicator type="stopped">
      Expired <Moment at={at} />
    </StatusIndicator>
  );
}
