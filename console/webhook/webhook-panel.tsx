import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Moment } from '../common/moment.tsx';
import { TestButton } from './test-button.tsx';
import type { Webhook } from './use-webhook.ts';

interface WebhookPanelProps {
  readonly webhook: Webhook;
  readonly onAsk: (what: 'set' | 'rotate' | 'remove') => void;
}

/** Where alerts go, how that goes, and what an Owner can do about it. */
export function WebhookPanel({ webhook, onAsk }: WebhookPanelProps) {
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => onAsk('set')}>Change the address</Button>
      <Button onClick={() => onAsk('rotate')}>Rotate the secret</Button>
      <Button onClick={() => onAsk('remove')}>Remove</Button>
      <TestButton />
    </SpaceBetween>
  );

  return (
    <Container
      header={
        <Header variant="h2" actions={actions}>
          {webhook.url}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {webhook.switched_off_at !== null && (
          <Alert type="warning" header="Nothing is sent">
            The receiver answered 410: it wants no more. Set the address again to go on.
          </Alert>
        )}
        <KeyValuePairs columns={3} minColumnWidth={220} items={figuresOf(webhook)} />
      </SpaceBetween>
    </Container>
  );
}

function figuresOf(webhook: Webhook) {
  const { last_failed_at, last_failure, old_secret_until, last_given_up_at } = webhook;

  return [
    { label: 'Since', value: <Moment at={webhook.set_at} as="full" /> },
    { label: 'Last delivery', value: <Moment at={webhook.last_delivered_at} none="None yet" /> },
    {
      label: 'Last failure',
      value: (
        <>
          <Moment at={last_failed_at} none="None" />
          {last_failure !== null && `: ${last_failure}`}
        </>
      ),
    },
    { label: 'Given up last', value: <Moment at={last_given_up_at} none="Never" /> },
    { label: 'Old secret signs until', value: <Moment at={old_secret_until} as="full" /> },
  ];
}
