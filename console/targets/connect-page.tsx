import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import { useMay } from '../app/session.tsx';
import { useAction } from '../app/use-action.ts';
import { ButtonLink } from '../common/button-link.tsx';
import { NotForYou } from '../common/not-for-you.tsx';
import { Page } from '../common/page.tsx';
import { ProblemAlert } from '../common/problem-alert.tsx';
import { answer, api } from '../http/client.ts';
import { accountOf, credentialsOf } from './account-form.ts';
import { AccessPart, ChannelPart, PlacePart } from './connect-parts.tsx';
import { useConnectForm } from './use-connect-form.ts';

const frame = { title: 'Connect a channel', above: [{ text: 'Dashboard', href: '/' }] };

export function Component() {
  const may = useMay()('createTarget');
  return <Page {...frame}>{may ? <Connect /> : <NotForYou />}</Page>;
}

/** Connects an account at a channel. Its credentials are tried at the channel before anything is made. */
function Connect() {
  const navigate = useNavigate();
  const connect = useAction({
    failure: 'Could not connect the channel',
    run: () =>
      answer(
        api.POST('/api/channels/targets', {
          body: {
            ...{ channel_type: 'hostaway', sync_mode: 'api' },
            ...accountOf(form.account),
            ...credentialsOf(form.credentials),
          },
        }),
      ),
    success: ({ name }) => `${name} is connected: the channel accepts the credentials.`,
    onDone: ({ id }) => void navigate(`/targets/${id}`),
    showsItself: true,
  });
  const form = useConnectForm(connect.error);

  return (
    <form
      ref={form.ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (form.check() && !connect.isPending) connect.mutate();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonLink href="/" variant="link">
              Cancel
            </ButtonLink>
            <Button variant="primary" formAction="submit" loading={connect.isPending}>
              {connect.isPending ? 'Trying the credentials' : 'Connect'}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <ChannelPart form={form} />
          <AccessPart form={form} />
          <PlacePart form={form} />
          {form.rest && <ProblemAlert what="Could not connect" error={connect.error} />}
        </SpaceBetween>
      </Form>
    </form>
  );
}
