import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAction } from '../../app/use-action.ts';
import { AskFirst } from '../../common/ask-first.tsx';
import type { Target } from '../../common/reading/targets.ts';
import { channelNames } from '../../common/words/channel-names.ts';
import { api, done } from '../../http/client.ts';

/** Ends the connection. What is at the channel stays there. */
export function Delete({ target }: { target: Target }) {
  const [isAsking, setAsking] = useState(false);
  const channel = channelNames[target.channel_type];

  return (
    <Container header={<Header variant="h2">Disconnect</Header>}>
      <Box margin={{ bottom: 's' }}>
        The listings stay at {channel} as they were sent last, and are not kept up to date any more.
      </Box>
      <Button onClick={() => setAsking(true)}>Disconnect this channel</Button>
      {isAsking && <AskToDelete target={target} onClose={() => setAsking(false)} />}
    </Container>
  );
}

function AskToDelete({ target, onClose }: { target: Target; onClose: () => void }) {
  const { id, name } = target;
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const channel = channelNames[target.channel_type];
  const remove = useAction({
    failure: `Could not disconnect ${name}`,
    run: () => done(api.DELETE('/api/channels/targets/{id}', { params: { path: { id } } })),
    success: () => `${name} is disconnected.`,
    onDone: () => void navigate('/'),
    changes: [['health'], ['targets'], ['listings']],
    showsItself: true,
  });

  return (
    <AskFirst
      title={`Disconnect ${name}?`}
      does="Disconnect"
      isPending={remove.isPending}
      error={remove.error}
      isDisabled={typed.trim() !== name}
      onDo={() => remove.mutate()}
      onClose={onClose}
    >
      <Alert type="warning">
        <ul>
          <li>Its listings are archived here. At {channel} they stay as they were sent last.</li>
          <li>What still waits to be sent, or to be removed there, is not done any more.</li>
          <li>Its credentials are deleted. The record of its attempts stays for 90 days.</li>
          <li>To undo this, connect the account anew and link its listings again.</li>
        </ul>
      </Alert>
      <FormField label="To go on, type the channel's name" description={name}>
        <Input
          value={typed}
          onChange={({ detail }) => setTyped(detail.value)}
          autoComplete="off"
          spellcheck={false}
        />
      </FormField>
    </AskFirst>
  );
}
