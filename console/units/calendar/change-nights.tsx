import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAction } from '../../app/use-action.ts';
import { Choice } from '../../common/choices/choice.tsx';
import { ProblemAlert } from '../../common/problem-alert.tsx';
import { useFirstError } from '../../common/reading/use-first-error.ts';
import { answer, api } from '../../http/client.ts';
import { DateField, ValueField } from './night-fields.tsx';
import { changeInWords, changeOf, type NightsChange } from './nights-draft.ts';
import { calendarKey } from './use-calendar.ts';
import { useNightsDraft } from './use-nights-draft.ts';

interface ChangeNightsProps {
  readonly unit: string;
  readonly currency: string;
  /** Where the unit is. */
  readonly today: string;
}

/** Opens and closes nights, and says what they cost and how long stays are. */
export function ChangeNights({ unit, currency, today }: ChangeNightsProps) {
  const change = useAction({
    failure: 'Could not change the nights',
    run: (range: NightsChange) =>
      answer(
        api.PUT('/api/supply/units/{id}/calendar', {
          params: { path: { id: unit } },
          body: { ranges: [range] },
        }),
      ),
    success: (_, range) => `Saved. ${changeInWords(range, currency)}`,
    changes: [calendarKey(unit)],
    showsItself: true,
  });
  const { draft, set, errors, isReady, rest, check } = useNightsDraft(currency, change.error);
  const ref = useFirstError(Object.keys(errors).join());

  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (check() && !change.isPending) change.mutate(changeOf(draft, currency));
      }}
    >
      <Container
        header={<Header variant="h2">Change nights</Header>}
        footer={
          <Button variant="primary" formAction="submit" loading={change.isPending}>
            Save the nights
          </Button>
        }
      >
        <SpaceBetween size="m">
          <ColumnLayout columns={2} minColumnWidth={240}>
            <DateField
              {...{ label: 'First night', value: draft.from, today }}
              errorText={errors.from}
              onChange={(from) => set({ from })}
            />
            <DateField
              {...{ label: 'Departure', value: draft.to, today }}
              errorText={errors.to}
              onChange={(to) => set({ to })}
            />
            <FormField label="For sale" errorText={errors.status}>
              <Choice
                label="For sale"
                options={statusOptions}
                value={draft.status}
                onChange={(status) => set({ status: statusOf(status) })}
              />
            </FormField>
            <ValueField
              label={`Price (${currency || 'a night'})`}
              value={draft.price}
              errorText={errors.price}
              onChange={(price) => set({ price })}
            />
            <ValueField
              label="Shortest stay (nights)"
              value={draft.min_nights}
              errorText={errors.min_nights}
              onChange={(min_nights) => set({ min_nights })}
            />
          </ColumnLayout>
          {isReady && <Box>{changeInWords(changeOf(draft, currency), currency)}</Box>}
          {rest && <ProblemAlert what="Could not change the nights" error={change.error} />}
        </SpaceBetween>
      </Container>
    </form>
  );
}

const statusOptions = [
  { value: 'stays', label: 'As it is' },
  { value: 'closed', label: 'Closed' },
  { value: 'open', label: 'Open' },
] as const;

const statusOf = (value: string) =>
  statusOptions.find((option) => option.value === value)?.value ?? 'stays';
