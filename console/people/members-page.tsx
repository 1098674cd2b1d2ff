import Button from '@cloudscape-design/components/button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.tsx';
import { NotForYou } from '../common/not-for-you.tsx';
import { Page } from '../common/page.tsx';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { allPages, answer, api } from '../http/client.ts';
import { Invite } from './invite.tsx';
import { MemberTable } from './member-table.tsx';

export function Component() {
  const may = useMay();
  const [isInviting, setInviting] = useState(false);

  return (
    <Page
      title="Members"
      description="Who may log in to this account, and what they may do. A change holds from their next step on."
      actions={
        may('addMember') && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            Add a member
          </Button>
        )
      }
    >
      {may('listMembers') ? <Members /> : <NotForYou />}
      {isInviting && <Invite onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Members() {
  const query = useQuery({
    queryKey: ['members'],
    queryFn: () => allPages((page) => answer(api.GET('/api/members', { params: { query: page } }))),
  });

  return (
    <UntilLoaded query={query} what="the members">
      {(members) => <MemberTable members={members} />}
    </UntilLoaded>
  );
}
