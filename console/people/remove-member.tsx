import { useAction } from '../app/use-action.ts';
import { AskFirst } from '../common/ask-first.tsx';
import { api, done } from '../http/client.ts';
import type { Member } from './member-table.tsx';

export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const remove = useAction({
    failure: `Could not remove ${member.email}`,
    run: () => done(api.DELETE('/api/members/{id}', { params: { path: { id: member.user_id } } })),
    success: () => `${member.email} is no member any more.`,
    changes: [['members'], ['me']],
    showsItself: true,
  });

  return (
    <AskFirst
      title={`Remove ${member.email}?`}
      does="Remove"
      isPending={remove.isPending}
      error={remove.error}
      onDo={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      They are refused from their next step on. What they have written stays, and you can add them
      again.
    </AskFirst>
  );
}
