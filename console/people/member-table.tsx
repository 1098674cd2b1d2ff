import { useCollection } from '@cloudscape-design/collection-hooks';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useMe } from '../app/session.tsx';
import { Moment } from '../common/moment.tsx';
import type { Schemas } from '../http/client.ts';
import { ChangeRole } from './change-role.tsx';
import { RemoveMember } from './remove-member.tsx';
import { roleName } from './roles.ts';

export type Member = Schemas['Member'];

interface Doing {
  readonly what: 'role' | 'remove';
  readonly member: Member;
}

export function MemberTable({ members }: { members: readonly Member[] }) {
  const [doing, setDoing] = useState<Doing>();
  const stop = () => setDoing(undefined);
  const columns = useColumns((what, member) => setDoing({ what, member }));
  const { items, collectionProps } = useCollection(members, {
    sorting: { defaultState: { sortingColumn: columns[0] ?? {} } },
  });

  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        columnDefinitions={columns}
        trackBy="user_id"
        header={<Header counter={`(${members.length})`}>All members</Header>}
      />
      {doing?.what === 'role' && <ChangeRole member={doing.member} onClose={stop} />}
      {doing?.what === 'remove' && <RemoveMember member={doing.member} onClose={stop} />}
    </>
  );
}

type Columns = readonly TableProps.ColumnDefinition<Member>[];

function useColumns(begin: (what: Doing['what'], member: Member) => void): Columns {
  const me = useMe();

  return [
    {
      id: 'email',
      header: 'E-mail address',
      isRowHeader: true,
      sortingField: 'email',
      cell: ({ email, user_id }) => `${email}${user_id === me.user_id ? ' (you)' : ''}`,
    },
    {
      id: 'role',
      header: 'Role',
      sortingField: 'role',
      cell: ({ role }) => roleName(role),
    },
    {
      id: 'since',
      header: 'Member since',
      sortingField: 'created_at',
      cell: ({ created_at }) => <Moment at={created_at} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: (member) => (
        <SpaceBetween direction="horizontal" size="s">
          <Button
            variant="inline-link"
            ariaLabel={`Change role of ${member.email}`}
            onClick={() => begin('role', member)}
          >
            Change role
          </Button>
          <Button
            variant="inline-link"
            ariaLabel={`Remove ${member.email}`}
            onClick={() => begin('remove', member)}
          >
            Remove
          </Button>
        </SpaceBetween>
      ),
    },
  ];
}
