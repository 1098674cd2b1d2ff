import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAction } from '../../app/use-action.ts';
import { Moment } from '../../common/moment.tsx';
import { ProblemAlert } from '../../common/problem-alert.tsx';
import type { Target } from '../../common/reading/targets.ts';
import { useFirstError } from '../../common/reading/use-first-error.ts';
import { answer, api } from '../../http/client.ts';
import {
  credentialsErrors,
  credentialsOf,
  errorsByField,
  type FieldErrors,
  noCredentials,
} from '../account-form.ts';
import { CredentialsFields } from '../credentials-fields.tsx';

/** New credentials, which are tried before they replace the old. */
export function Rotate({ target }: { target: Target }) {
  const { id, name } = target;
  const [form, setForm] = useState(noCredentials);
  const [found, setFound] = useState<FieldErrors>({});
  const rotate = useAction({
    failure: 'Could not replace the credentials',
    run: () =>
      answer(
        api.PUT('/api/channels/targets/{id}/credentials', {
          params: { path: { id } },
          body: credentialsOf(form),
        }),
      ),
    success: () => `${name} has new credentials: the channel accepts them.`,
    onDone: () => setForm(noCredentials),
    showsItself: true,
  });
  const refused = errorsByField(rotate.error, form.kind);
  const errors = { ...refused.fields, ...found };
  const ref = useFirstError(Object.keys(errors).join());

  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const problems = credentialsErrors(form);
        setFound(problems);
        if (Object.keys(problems).length === 0 && !rotate.isPending) rotate.mutate();
      }}
    >
      <Container
        header={
          <Header variant="h2" description={<End target={target} />}>
            Credentials
          </Header>
        }
        footer={
          <Button formAction="submit" loading={rotate.isPending}>
            Replace the credentials
          </Button>
        }
      >
        <SpaceBetween size="l">
          <CredentialsFields
            form={form}
            errors={errors}
            onChange={(change) => setForm((before) => ({ ...before, ...change }))}
          />
          {refused.rest && (
            <ProblemAlert what="Could not replace the credentials" error={rotate.error} />
          )}
        </SpaceBetween>
      </Container>
    </form>
  );
}

function End({ target: { credentials_expires_at: end } }: { target: Target }) {
  return (
    <>
      New ones are tried first and replace the old without a pause.{' '}
      {end === null ? (
        'When the present ones end is not known.'
      ) : (
        <>
          The present ones end <Moment at={end} />.
        </>
      )}
    </>
  );
}
