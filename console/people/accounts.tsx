import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { accountOf, useEnter, useMe } from '../app/session.tsx';
import { useAction } from '../app/use-action.ts';
import { answer, api } from '../http/client.ts';
import { roleName } from './roles.ts';

interface Account {
  readonly org_id: string;
  readonly account_id: string;
}

/** Where the person is a member. Nothing of the account before is shown after another was chosen. */
export function Accounts() {
  const me = useMe();
  const enter = useEnter();
  const choose = useAction({
    failure: 'Could not change the account',
    run: ({ org_id, account_id }: Account) =>
      answer(api.PATCH('/api/me', { body: { org_id, account_id } })),
    success: (now) => `You work in ${accountOf(now)} now.`,
    onDone: enter,
  });
  const isHere = (account: Account) => accountOf(account) === accountOf(me);

  return (
    <Table
      items={me.memberships}
      wrapLines
      header={
        <Header variant="h2" counter={`(${me.memberships.length})`}>
          Your accounts
        </Header>
      }
      columnDefinitions={[
        {
          id: 'account',
          header: 'Account',
          isRowHeader: true,
          cell: (account) => accountOf(account),
        },
        { id: 'role', header: 'Your role', cell: ({ role }) => roleName(role) },
        {
          id: 'choose',
          header: 'Work in it',
          minWidth: 180,
          cell: (account) =>
            isHere(account) ? (
              <StatusIndicator>You work here</StatusIndicator>
            ) : (
              <Button
                variant="inline-link"
                ariaLabel={`Work in this account: ${accountOf(account)}`}
                loading={choose.isPending && accountOf(choose.variables) === accountOf(account)}
                onClick={() => choose.mutate(account)}
              >
                Work in this account
              </Button>
            ),
        },
      ]}
    />
  );
}
