import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMe } from '../app/session.tsx';
import { useLogOut } from '../app/use-log-out.ts';
import { Page } from '../common/page.tsx';
import { Accounts } from './accounts.tsx';
import { Appearance } from './appearance.tsx';
import { roleName, roles } from './roles.ts';

export function Component() {
  const { email, org_id, account_id, role } = useMe();
  const logOut = useLogOut();
  const may = roles.find(({ value }) => value === role)?.description;

  return (
    <Page
      title="Profile"
      actions={
        <Button loading={logOut.isPending} onClick={() => logOut.mutate()}>
          Log out
        </Button>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Who you are here</Header>}>
          <KeyValuePairs
            columns={3}
            minColumnWidth={220}
            items={[
              { label: 'E-mail address', value: email ?? 'An API key' },
              { label: 'Account you work in', value: `${org_id} / ${account_id}` },
              { label: 'Role', value: `${roleName(role)}. ${may}` },
            ]}
          />
        </Container>
        <Accounts />
        <Appearance />
      </SpaceBetween>
    </Page>
  );
}
