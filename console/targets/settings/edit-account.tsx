import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ProblemAlert } from '../../common/problem-alert.tsx';
import { CredentialsFields } from '../credentials-fields.tsx';
import { PlaceFields } from '../place-fields.tsx';
import { Conflicts } from './conflicts.tsx';
import { type Conflict, conflictsIn, isChanged, type Read } from './edit.ts';
import { useEdit } from './use-edit.ts';

const names: Readonly<Record<Conflict['field'], string>> = {
  name: 'Name',
  base_url: 'Base URL',
  rate: 'Rate limit',
};

/** Name, address and rate limit. */
export function EditAccount({ read }: { read: Read }) {
  const editing = useEdit(read);
  const { edit, errors, meanwhile } = editing;
  const hasChanged = isChanged(edit);

  return (
    <form
      ref={editing.ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        editing.save();
      }}
    >
      <Container
        header={<Header variant="h2">Account</Header>}
        footer={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant="primary"
              formAction="submit"
              loading={editing.isPending}
              disabled={!hasChanged}
            >
              Save
            </Button>
            {hasChanged && (
              <Button variant="link" formAction="none" onClick={() => editing.beginAnew(read)}>
                Undo
              </Button>
            )}
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <FormField label="Name" errorText={errors.name}>
            <Input
              value={edit.form.name}
              onChange={({ detail }) => editing.change({ name: detail.value })}
            />
          </FormField>
          <PlaceFields form={edit.form} errors={errors} onChange={editing.change} />
          {editing.isElsewhere && (
            <Alert header="Another address needs its own credentials">
              <CredentialsFields
                form={edit.credentials}
                errors={errors}
                onChange={editing.changeCredentials}
              />
            </Alert>
          )}
          {meanwhile && (
            <Conflicts
              conflicts={conflictsIn(edit, meanwhile.data).map(({ field, ...both }) => ({
                what: names[field],
                ...both,
              }))}
              onKeepMine={() => editing.save(meanwhile)}
              onTakeTheirs={() => editing.beginAnew(meanwhile)}
            />
          )}
          {editing.rest && <ProblemAlert what="Could not save" error={editing.refused} />}
        </SpaceBetween>
      </Container>
    </form>
  );
}
