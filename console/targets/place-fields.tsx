import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AccountForm, FieldErrors } from './account-form.ts';
import { hostaway } from './channels.ts';

interface PlaceFieldsProps {
  readonly form: AccountForm;
  readonly errors: FieldErrors;
  readonly onChange: (change: Partial<AccountForm>) => void;
}

/** Where the account is, and how fast it may be called. */
export function PlaceFields({ form, errors, onChange }: PlaceFieldsProps) {
  return (
    <SpaceBetween size="l">
      <FormField
        label="Base URL"
        description={`Where the channel's API is. Hostaway's is ${hostaway.base_url}`}
        errorText={errors.base_url}
      >
        <Input
          value={form.base_url}
          onChange={({ detail }) => onChange({ base_url: detail.value })}
          inputMode="url"
          autoComplete="off"
          spellcheck={false}
        />
      </FormField>
      <FormField
        label="Rate limit"
        description="So many calls are made in so many seconds and never more, by all who use this account here together. 12 in 10 seconds leaves room for other programs that use the same Hostaway account."
        errorText={rateErrors(errors)}
        stretch
      >
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <div style={{ width: 90 }}>
            <Input
              value={form.max_requests}
              onChange={({ detail }) => onChange({ max_requests: detail.value })}
              ariaLabel="Calls"
              inputMode="numeric"
              invalid={errors.max_requests !== undefined}
            />
          </div>
          <Box>calls in</Box>
          <div style={{ width: 90 }}>
            <Input
              value={form.window_seconds}
              onChange={({ detail }) => onChange({ window_seconds: detail.value })}
              ariaLabel="Seconds"
              inputMode="numeric"
              invalid={errors.window_seconds !== undefined}
            />
          </div>
          <Box>seconds</Box>
        </SpaceBetween>
      </FormField>
    </SpaceBetween>
  );
}

function rateErrors({ max_requests, window_seconds }: FieldErrors): string | undefined {
  const said = [
    ...(max_requests === undefined ? [] : [`Calls: ${max_requests}`]),
    ...(window_seconds === undefined ? [] : [`Seconds: ${window_seconds}`]),
  ];
  return said.length === 0 ? undefined : said.join('. ');
}
