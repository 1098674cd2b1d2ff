import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { Conflicts } from '../conflicts.tsx';
import type { Read } from '../edit.ts';
import { usualThresholds } from './edit-thresholds.ts';
import { shownAs, thresholdFields } from './fields.ts';
import { useThresholds } from './use-thresholds.ts';

/** From when on an alert opens, where the usual values do not suit this account. */
export function Thresholds({ read }: { readonly read: Read }) {
  const editing = useThresholds(read);

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
        header={
          <Header
            variant="h2"
            description="An alert opens beyond these values. Where nothing is entered, the usual one holds."
          >
            Alerts
          </Header>
        }
        footer={<Buttons editing={editing} />}
      >
        <SpaceBetween size="l">
          <Fields editing={editing} />
          {editing.conflicts && (
            <Conflicts
              conflicts={editing.conflicts}
              onKeepMine={editing.keepMine}
              onTakeTheirs={editing.takeTheirs}
            />
          )}
          {editing.refused && <ProblemAlert what="Could not save" error={editing.refused} />}
        </SpaceBetween>
      </Container>
    </form>
  );
}

interface Editing {
  readonly editing: ReturnType<typeof useThresholds>;
}

function Fields({ editing: { form, errors, setForm } }: Editing) {
  return (
    <ColumnLayout columns={2} minColumnWidth={280}>
      {thresholdFields.map((field) => (
        <FormField
          key={field.name}
          label={`${field.label} (${field.unit})`}
          description={field.description}
          constraintText={`Usually ${shownAs(field, field.usual)}. From ${shownAs(field, field.least)} to ${shownAs(field, field.most)}.`}
          errorText={errors[field.name]}
        >
          <Input
            value={form[field.name]}
            placeholder={shownAs(field, field.usual)}
            onChange={({ detail }) =>
              setForm((before) => ({ ...before, [field.name]: detail.value }))
            }
            inputMode="decimal"
            autoComplete="off"
          />
        </FormField>
      ))}
    </ColumnLayout>
  );
}

function Buttons({ editing: { form, hasChanged, isPending, setForm, takeTheirs } }: Editing) {
  const isUsual = thresholdFields.every(({ name }) => form[name] === '');

  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="primary" formAction="submit" loading={isPending} disabled={!hasChanged}>
        Save the thresholds
      </Button>
      <Button formAction="none" disabled={isUsual} onClick={() => setForm(usualThresholds)}>
        Use the usual values
      </Button>
      {hasChanged && (
        <Button variant="link" formAction="none" onClick={takeTheirs}>
          Undo
        </Button>
      )}
    </SpaceBetween>
  );
}
