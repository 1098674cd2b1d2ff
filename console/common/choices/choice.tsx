import Select from '@cloudscape-design/components/select';

interface ChoiceProps {
  /** What is chosen, for who does not see the page. */
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where the value is none of the options. @default the label */
  readonly placeholder?: string;
}

/** One of a few values, such as what a list is narrowed down to. */
export function Choice({ label, options, value, onChange, placeholder = label }: ChoiceProps) {
  return (
    <Select
      ariaLabel={label}
      selectedOption={options.find((option) => option.value === value) ?? null}
      options={options}
      placeholder={placeholder}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  );
}
