import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Link } from '../common/link.tsx';
import type { CredentialsForm, FieldErrors } from './account-form.ts';

interface CredentialsFieldsProps {
  readonly form: CredentialsForm;
  readonly errors: FieldErrors;
  readonly onChange: (change: Partial<CredentialsForm>) => void;
}

/** With what a Hostaway account is reached. */
export function CredentialsFields(props: CredentialsFieldsProps) {
  const { form, errors, onChange } = props;

  return (
    <SpaceBetween size="l">
      <FormField label="How Hostaway lets us in" stretch>
        <RadioGroup
          value={form.kind}
          onChange={({ detail }) => onChange({ kind: detail.value === 'token' ? 'token' : 'key' })}
          items={[
            { value: 'key', label: 'Account ID and API key' },
            { value: 'token', label: 'Access token', description: 'If you have one already.' },
          ]}
        />
      </FormField>
      {form.kind === 'key' ? <KeyFields {...props} /> : <TokenField {...props} />}
      <FormField
        label="They end on - optional"
        description="You are reminded 60 and 30 days before. Hostaway's keys last for 24 months."
        errorText={errors.expires_on}
      >
        <DatePicker
          value={form.expires_on}
          onChange={({ detail }) => onChange({ expires_on: detail.value })}
          placeholder="YYYY/MM/DD"
          openCalendarAriaLabel={(date) => `Choose the day${date ? `, now ${date}` : ''}`}
        />
      </FormField>
    </SpaceBetween>
  );
}

function KeyFields({ form, errors, onChange }: CredentialsFieldsProps) {
  return (
    <SpaceBetween size="l">
      <FormField
        label="Account ID"
        description={
          <>
            In Hostaway: Settings, then{' '}
            <Link
              href="https://dashboard.hostaway.com/settings/hostaway-api"
              external
              fontSize="body-s"
            >
              Hostaway API
            </Link>
            , then Create, with “Hostaway Public API” as the partner. Both are shown there once.
          </>
        }
        errorText={errors.account_id}
      >
        <Input
          value={form.account_id}
          onChange={({ detail }) => onChange({ account_id: detail.value })}
          autoComplete="off"
          inputMode="numeric"
        />
      </FormField>
      <FormField label="API key" errorText={errors.api_key}>
        <Input
          type="password"
          value={form.api_key}
          onChange={({ detail }) => onChange({ api_key: detail.value })}
          autoComplete="new-password"
        />
      </FormField>
    </SpaceBetween>
  );
}

function TokenField({ form, errors, onChange }: CredentialsFieldsProps) {
  return (
    <FormField
      label="Access token"
      description="What Hostaway has given out for an account ID and an API key."
      errorText={errors.api_token}
    >
      <Input
        type="password"
        value={form.api_token}
        onChange={({ detail }) => onChange({ api_token: detail.value })}
        autoComplete="new-password"
      />
    </FormField>
  );
}
