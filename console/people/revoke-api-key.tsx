import { useAction } from '../app/use-action.ts';
import { Ask } from '../common/ask.tsx';
import { api, done } from '../http/client.ts';
import type { ApiKey } from './api-key-table.tsx';

export function RevokeApiKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useAction({
    failure: `Could not revoke ${apiKey.name}`,
    run: () => done(api.DELETE('/api/api-keys/{id}', { params: { path: { id: apiKey.id } } })),
    success: () => `${apiKey.name} is revoked.`,
    changes: [['api-keys']],
  });

  return (
    <Ask
      question={`Revoke ${apiKey.name}?`}
      action="Revoke"
      isPending={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined, { onSettled: onClose })}
      onCancel={onClose}
    >
      The program that uses it is refused from its next request on. This cannot be taken back: make
      another key then.
    </Ask>
  );
}
