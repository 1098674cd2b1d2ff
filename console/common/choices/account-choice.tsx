import { useTargets } from '../reading/targets.ts';
import { Choice } from './choice.tsx';

interface AccountChoiceProps {
  /** A target's id; '' for any. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Of which channel account a list is shown. */
export function AccountChoice({ value, onChange }: AccountChoiceProps) {
  const accounts = [...(useTargets()?.values() ?? [])];

  return (
    <Choice
      label="Channel account"
      options={[
        { value: '', label: 'Any channel account' },
        ...accounts.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
