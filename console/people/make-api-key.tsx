import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useAction } from '../app/use-action.ts';
import { FormModal } from '../common/form-modal.tsx';
import { ShownOnce } from '../common/shown-once.tsx';
import { refusalOf, restOf } from '../common/words/field-errors.ts';
import { answer, api } from '../http/client.ts';
import { RoleChoice } from './role-choice.tsx';
import type { Role } from './roles.ts';

const expiries = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: '', label: 'Never' },
] as const;

const dayMs = 86_400_000;

/** What the key is for and may do; then the key itself, this once. */
export function MakeApiKey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('Viewer');
  const [days, setDays] = useState<string>('90');
  const [wrong, setWrong] = useState<string>();
  const make = useAction({
    failure: 'Could not make the API key',
    showsItself: true,
    run: () => {
      const expires_at = days && new Date(Date.now() + Number(days) * dayMs).toISOString();
      const body = { name: name.trim(), role, expires_at: expires_at || null };
      return answer(api.POST('/api/api-keys', { body }));
    },
    changes: [['api-keys']],
  });
  const submit = () => {
    setWrong(name.trim() === '' ? 'Say what the key is for' : undefined);
    if (name.trim() !== '') make.mutate();
  };

  if (make.data)
    return (
      <ShownOnce
        header={`The key of ${make.data.name}`}
        what="key"
        secret={make.data.key}
        onClose={onClose}
      />
    );
  return (
    <FormModal
      header="Make an API key"
      action="Make key"
      isPending={make.isPending}
      error={restOf(make.error, ['name', 'role', 'expires_at'])}
      onSubmit={submit}
      onCancel={onClose}
    >
      <FormField
        label="Name"
        description="By which you know it later, e.g. nightly import."
        errorText={wrong ?? refusalOf(make.error, 'name')}
      >
        <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <RoleChoice value={role} onChange={setRole} errorText={refusalOf(make.error, 'role')} />
      <FormField label="Expires" errorText={refusalOf(make.error, 'expires_at')}>
        <Select
          options={expiries}
          selectedOption={expiries.find(({ value }) => value === days) ?? null}
          onChange={({ detail }) => setDays(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </FormModal>
  );
}
