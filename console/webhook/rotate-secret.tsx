import { useAction } from '../app/use-action.ts';
import { AskFirst } from '../common/ask-first.tsx';
import { answer, api } from '../http/client.ts';
import { webhookKey } from './use-webhook.ts';

interface RotateSecretProps {
  readonly onRotated: (made: { secret: string }) => void;
  readonly onClose: () => void;
}

export function RotateSecret({ onRotated, onClose }: RotateSecretProps) {
  const rotate = useAction({
    failure: 'Could not rotate the secret',
    run: () => answer(api.POST('/api/channels/alert-webhook/secret')),
    onDone: onRotated,
    changes: [webhookKey],
    showsItself: true,
  });

  return (
    <AskFirst
      title="Rotate the secret?"
      does="Rotate"
      isPending={rotate.isPending}
      error={rotate.error}
      onDo={() => rotate.mutate()}
      onClose={onClose}
    >
      Alerts are signed with the new secret at once, and with the old one as well for a day: time to
      give the new one to your system.
    </AskFirst>
  );
}
