import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { VersionPair } from './use-listing.ts';

interface VersionChoiceProps {
  readonly pair: VersionPair;
  readonly newest: number;
  readonly onChange: (pair: VersionPair) => void;
}

/** Which two versions to compare. */
export function VersionChoice({ pair, newest, onChange }: VersionChoiceProps) {
  const options = Array.from({ length: newest }, (_, index) => optionOf(newest - index));
  if (newest === 1) return <Box color="text-status-inactive">The unit has one version so far.</Box>;

  return (
    <SpaceBetween direction="horizontal" size="m">
      <FormField label="From">
        <Select
          selectedOption={optionOf(pair.from)}
          options={options}
          onChange={({ detail }) =>
            onChange({ ...pair, from: Number(detail.selectedOption.value) })
          }
        />
      </FormField>
      <FormField label="To">
        <Select
          selectedOption={optionOf(pair.to)}
          options={options}
          onChange={({ detail }) => onChange({ ...pair, to: Number(detail.selectedOption.value) })}
        />
      </FormField>
    </SpaceBetween>
  );
}

const optionOf = (version: number) => ({ value: String(version), label: `Version ${version}` });
