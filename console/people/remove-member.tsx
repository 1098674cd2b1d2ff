import { useAction } from '../app/use-action.ts';
import { Ask } from '../common/ask.tsx';
import { api, done } from '../http/client.ts';
import type { Member } from './member-table.tsx';

export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const remove = useAction({
    failure: `Could not remove ${member.email}`,
    run: () => done(api.DELETE('/api/members/{id}', { params: { path: { id: member.user_id } } })),
    success: () => `${member.email} is no member any more.`,
    changes: [['members'], ['me']],
  });

  return (
    <Ask
      question={`Remove ${member.email}?`}
      action="Remove"
      isPending={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onSettled: onClose })}
      onCancel={onClose}
    >
      They are refused from their next step on. What they have written stays, and you can add them
      again.
    </Ask>
  );
}
