import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useAction } from '../app/use-action.ts';
import { FormModal } from '../common/form-modal.tsx';
import { refusalOf, restOf } from '../common/words/field-errors.ts';
import { answer, api } from '../http/client.ts';
import { RoleChoice } from './role-choice.tsx';
import { type Role, roleName } from './roles.ts';

/** Lets a person log in, known by an e-mail address. */
export function Invite({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('Viewer');
  const [wrong, setWrong] = useState<string>();
  const invite = useAction({
    failure: 'Could not add the member',
    showsItself: true,
    run: () => answer(api.POST('/api/members', { body: { email: email.trim(), role } })),
    success: (member) =>
      `${member.email} may log in now, as ${roleName(member.role)}. No message is sent: tell them the address of this page.`,
    onDone: onClose,
    changes: [['members']],
  });
  const submit = () => {
    const isAddress = /^\S+@\S+\.\S+$/.test(email.trim());
    setWrong(isAddress ? undefined : 'An e-mail address, e.g. ada@example.com');
    if (isAddress) invite.mutate();
  };

  return (
    <FormModal
      header="Add a member"
      action="Add member"
      isPending={invite.isPending}
      error={restOf(invite.error, ['email', 'role'])}
      onSubmit={submit}
      onCancel={onClose}
    >
      <FormField
        label="E-mail address"
        description="The one they log in with."
        errorText={wrong ?? refusalOf(invite.error, 'email')}
      >
        <Input
          value={email}
          type="email"
          autoFocus
          onChange={({ detail }) => setEmail(detail.value)}
        />
      </FormField>
      <RoleChoice value={role} onChange={setRole} errorText={refusalOf(invite.error, 'role')} />
    </FormModal>
  );
}
