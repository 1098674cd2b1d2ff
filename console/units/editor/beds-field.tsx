import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import { bedTypes, isCode } from './choices.ts';
import type { Form } from './form.ts';
import type { BedDraft } from './unit-draft.ts';
import { Choice } from './unit-field.tsx';

/** Beds of one kind, in one room if it is named. */
export function BedsField({ form: { draft, errors, change } }: { form: Form }) {
  const { beds } = draft;
  const set = (place: number, changed: Partial<BedDraft>) =>
    change(({ beds }) => ({
      beds: beds.map((bed, i) => (i === place ? { ...bed, ...changed } : bed)),
    }));
  const error = (part: keyof BedDraft) => (_: BedDraft, i: number) => errors[`beds.${i}.${part}`];

  return (
    <AttributeEditor
      items={beds}
      addButtonText="Add beds"
      removeButtonText="Remove"
      empty="No beds are named yet."
      disableAddButton={beds.length >= 200}
      removeButtonAriaLabel={(bed) => `Remove beds ${beds.indexOf(bed) + 1}`}
      onAddButtonClick={() =>
        change(({ beds }) => ({ beds: [...beds, { type: '', quantity: '1', room: '' }] }))
      }
      onRemoveButtonClick={({ detail }) =>
        change(({ beds }) => ({ beds: beds.toSpliced(detail.itemIndex, 1) }))
      }
      definition={[
        {
          label: 'Kind of bed',
          errorText: error('type'),
          control: ({ type }, i) => (
            <Choice
              value={type}
              names={bedTypes}
              onChange={(code) => set(i, { type: isCode(bedTypes, code) ? code : '' })}
            />
          ),
        },
        {
          label: 'How many',
          errorText: error('quantity'),
          control: ({ quantity }, i) => (
            <Input
              value={quantity}
              inputMode="numeric"
              onChange={({ detail }) => set(i, { quantity: detail.value })}
            />
          ),
        },
        {
          label: 'Room',
          errorText: error('room'),
          control: ({ room }, i) => (
            <Input
              value={room}
              placeholder="e.g. Main bedroom"
              onChange={({ detail }) => set(i, { room: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
