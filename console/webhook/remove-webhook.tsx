import { useAction } from '../app/use-action.ts';
import { AskFirst } from '../common/ask-first.tsx';
import { api, done } from '../http/client.ts';
import { webhookKey } from './use-webhook.ts';

export function RemoveWebhook({ onClose }: { readonly onClose: () => void }) {
  const remove = useAction({
    failure: 'Could not remove the webhook',
    run: () => done(api.DELETE('/api/channels/alert-webhook')),
    success: () => 'Alerts are sent there no more.',
    onDone: onClose,
    changes: [webhookKey],
    showsItself: true,
  });

  return (
    <AskFirst
      title="Remove the webhook?"
      does="Remove"
      isPending={remove.isPending}
      error={remove.error}
      onDo={() => remove.mutate()}
      onClose={onClose}
    >
      Alerts are sent there no more, what waits to be tried again neither. The secret is deleted.
    </AskFirst>
  );
}
