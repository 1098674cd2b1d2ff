import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { Names } from './choices.ts';
import type { Form } from './form.ts';
import { type Field, type FieldPath, fieldAt } from './unit-fields.ts';

interface UnitFieldProps {
  readonly path: FieldPath;
  readonly form: Form;
}

/** One value of a unit: its label, what to know of it, and what is wrong with it. */
export function UnitField({ path, form: { draft, errors, change } }: UnitFieldProps) {
  const field = fieldAt(path);
  const isLong = field.kind === 'lines';

  return (
    <FormField
      data-field={path}
      label={labelOf(field, draft.texts.currency)}
      constraintText={field.help}
      errorText={errors[path]}
      stretch={isLong}
    >
      <Control
        field={field}
        value={draft.texts[path]}
        onChange={(value) => change(({ texts }) => ({ texts: { ...texts, [path]: value } }))}
      />
    </FormField>
  );
}

function labelOf({ label, kind, isRequired }: Field, currency: string): ReactNode {
  if (kind === 'money' && currency !== '') return `${label} in ${currency}`;
  if (!isRequired) return label;
  return (
    <>
      {label} <i>– needed</i>
    </>
  );
}

interface ControlProps {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Control({ field, value, onChange }: ControlProps) {
  const shared = {
    value,
    onChange: ({ detail }: { detail: { value: string } }) => onChange(detail.value),
    ariaRequired: field.isRequired ?? false,
  };
  switch (field.kind) {
    case 'lines':
      return <Textarea {...shared} rows={6} />;
    case 'choice':
      return <Choice {...{ value, onChange }} names={field.names} none={field.none} />;
    case 'whole':
      return <Input {...shared} inputMode="numeric" />;
    case 'decimal':
    case 'money':
      return <Input {...shared} inputMode="decimal" />;
    case 'clock':
      return <Input {...shared} inputMode="text" placeholder="hh:mm" />;
    case 'text':
      return <Input {...shared} />;
  }
}

interface ChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly names: Names<string>;
  /** How it is said that nothing is chosen, where that may be. */
  readonly none?: string | undefined;
  readonly ariaLabel?: string;
}

/** One of several codes by their names. A code that is stored and not among them can be kept. */
export function Choice({ value, onChange, names, none, ariaLabel }: ChoiceProps) {
  const options = Object.entries(names).map(([code, label]) => ({ value: code, label }));
  const all = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...(value === '' || Object.hasOwn(names, value) ? [] : [{ value, label: value }]),
    ...options,
  ];

  return (
    <Select
      selectedOption={all.find((option) => option.value === value) ?? null}
      options={all}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      placeholder="Choose"
      filteringType={options.length > 20 ? 'auto' : 'none'}
      {...(ariaLabel !== undefined && { ariaLabel })}
    />
  );
}
