import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import { amenities as known } from '../../http/codes.ts';
import { amenityName } from './choices.ts';
import type { Form } from './form.ts';
import { amenityError } from './unit-rules.ts';

/** What the place has: codes that channels have names for, and any other code. */
export function AmenitiesField({ form: { draft, errors, change } }: { form: Form }) {
  const { amenities } = draft;
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const options = known
    .filter((code) => !amenities.includes(code))
    .map((code) => ({ value: code, label: amenityName(code) }));
  const add = (said: string) => {
    const code = said
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    const wrong = amenityError(code);
    setError(wrong);
    if (wrong !== undefined) return;
    setText('');
    change(({ amenities }) => ({ amenities: [...new Set([...amenities, code])] }));
  };

  return (
    <SpaceBetween size="xs">
      <FormField
        label="Add an amenity"
        description="Choose one, or type a word of your own and press Enter."
        errorText={error ?? firstOf(errors)}
      >
        <Autosuggest
          value={text}
          options={options}
          onChange={({ detail }) => setText(detail.value)}
          onSelect={({ detail }) => add(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter' && text.trim() !== '') add(text);
          }}
          enteredTextLabel={(value) => `Add “${value}”`}
          placeholder="e.g. Pool"
          empty="Type a word of your own"
        />
      </FormField>
      <TokenGroup
        items={amenities.map((code) => ({
          ...{ label: amenityName(code), dismissLabel: `Remove ${amenityName(code)}` },
        }))}
        onDismiss={({ detail }) =>
          change(({ amenities }) => ({ amenities: amenities.toSpliced(detail.itemIndex, 1) }))
        }
      />
    </SpaceBetween>
  );
}

const firstOf = (errors: Form['errors']) =>
  Object.entries(errors).find(([path]) => path.startsWith('amenities'))?.[1];
