import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useAction } from '../app/use-action.ts';
import { FormModal } from '../common/form-modal.tsx';
import { refusalOf, restOf } from '../common/words/field-errors.ts';
import { answer, api } from '../http/client.ts';
import { webhookKey } from './use-webhook.ts';

interface SetWebhookProps {
  /** The address so far; empty where there is none. */
  readonly before: string;
  readonly onSet: (made: { secret: string }) => void;
  readonly onClose: () => void;
}

export function SetWebhook({ before, onSet, onClose }: SetWebhookProps) {
  const [url, setUrl] = useState(before);
  const set = useAction({
    failure: 'Could not set the address',
    showsItself: true,
    run: () => answer(api.PUT('/api/channels/alert-webhook', { body: { url: url.trim() } })),
    onDone: onSet,
    changes: [webhookKey],
  });

  return (
    <FormModal
      header="Where alerts are sent to"
      action="Set address"
      isPending={set.isPending}
      error={restOf(set.error, ['url'])}
      onSubmit={() => set.mutate()}
      onCancel={onClose}
    >
      <FormField
        label="Address"
        description="https on a public host, without a query. It gets a new secret, and the one before signs nothing any more."
        errorText={refusalOf(set.error, 'url')}
      >
        <Input
          value={url}
          autoFocus
          placeholder="https://example.com/hooks/alerts"
          onChange={({ detail }) => setUrl(detail.value)}
        />
      </FormField>
    </FormModal>
  );
}
