import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { type Role, roles } from './roles.ts';

interface RoleChoiceProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly errorText?: string | undefined;
}

/** What somebody, or a key, may do. */
export function RoleChoice({ value, onChange, errorText }: RoleChoiceProps) {
  return (
    <FormField label="Role" errorText={errorText}>
      <RadioGroup
        value={value}
        items={[...roles]}
        onChange={({ detail }) => {
          const chosen = roles.find((role) => role.value === detail.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      />
    </FormField>
  );
}
