import { useState } from 'react';
import { useAction } from '../app/use-action.ts';
import { FormModal } from '../common/form-modal.tsx';
import { restOf } from '../common/words/field-errors.ts';
import { answer, api } from '../http/client.ts';
import type { Member } from './member-table.tsx';
import { RoleChoice } from './role-choice.tsx';
import { roleName } from './roles.ts';

/** An account keeps at least one Owner: that is for the API to say. */
export function ChangeRole({ member, onClose }: { member: Member; onClose: () => void }) {
  const [role, setRole] = useState(member.role);
  const change = useAction({
    failure: 'Could not change the role',
    showsItself: true,
    run: () =>
      answer(
        api.PATCH('/api/members/{id}', {
          params: { path: { id: member.user_id } },
          body: { role },
        }),
      ),
    success: (changed) => `${changed.email} works here as ${roleName(changed.role)} now.`,
    onDone: onClose,
    changes: [['members'], ['me']],
  });

  return (
    <FormModal
      header={`Change the role of ${member.email}`}
      action="Change role"
      isPending={change.isPending}
      error={restOf(change.error, [])}
      onSubmit={() => (role === member.role ? onClose() : change.mutate())}
      onCancel={onClose}
    >
      <RoleChoice value={role} onChange={setRole} />
    </FormModal>
  );
}
