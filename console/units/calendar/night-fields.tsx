import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Choice } from '../../common/choices/choice.tsx';
import { type ValueDraft, valueModes } from './nights-draft.ts';

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly today: string;
  readonly errorText: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A date from today on, typed or chosen. */
export function DateField({ label, value, today, errorText, onChange }: DateFieldProps) {
  return (
    <FormField label={label} constraintText="YYYY/MM/DD" errorText={errorText}>
      <DatePicker
        value={value}
        placeholder="YYYY/MM/DD"
        isDateEnabled={(date) => localDate(date) >= today}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

/** The picker names days by their midnight here. */
function localDate(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

interface ValueFieldProps {
  readonly label: string;
  readonly value: ValueDraft;
  readonly errorText: string | undefined;
  readonly onChange: (value: ValueDraft) => void;
}

/** A value of nights: as it is, the unit's, or another that is typed. */
export function ValueField({ label, value, errorText, onChange }: ValueFieldProps) {
  return (
    <FormField label={label} errorText={errorText}>
      <SpaceBetween size="xs">
        <Choice
          label={label}
          options={modeOptions}
          value={value.mode}
          onChange={(chosen) =>
            onChange({ ...value, mode: valueModes.find((mode) => mode === chosen) ?? 'stays' })
          }
        />
        {value.mode === 'own' && (
          <Input
            ariaLabel={`${label}: another`}
            value={value.text}
            inputMode="decimal"
            autoComplete="off"
            onChange={({ detail }) => onChange({ ...value, text: detail.value })}
          />
        )}
      </SpaceBetween>
    </FormField>
  );
}

const modeOptions = [
  { value: 'stays', label: 'As it is' },
  { value: 'unit', label: "The unit's own" },
  { value: 'own', label: 'Another' },
];
