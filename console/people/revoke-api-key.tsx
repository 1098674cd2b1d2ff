import { useAction } from '../app/use-action.ts';
import { AskFirst } from '../common/ask-first.tsx';
import { api, done } from '../http/client.ts';
import type { ApiKey } from './api-key-table.tsx';

export function RevokeApiKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useAction({
    failure: `Could not revoke ${apiKey.name}`,
    run: () => done(api.DELETE('/api/api-keys/{id}', { params: { path: { id: apiKey.id } } })),
    success: () => `${apiKey.name} is revoked.`,
    changes: [['api-keys']],
    showsItself: true,
  });

  return (
    <AskFirst
      title={`Revoke ${apiKey.name}?`}
      does="Revoke"
      isPending={revoke.isPending}
      error={revoke.error}
      onDo={() => revoke.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      The program that uses it is refused from its next request on. This cannot be taken back: make
      another key then.
    </AskFirst>
  );
}
