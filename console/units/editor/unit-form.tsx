import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { ListPart } from '../versions/unit-changes.ts';
import { AmenitiesField } from './amenities-field.tsx';
import { BedsField } from './beds-field.tsx';
import type { Form } from './form.ts';
import { PicturesField } from './pictures-field.tsx';
import { UnitField } from './unit-field.tsx';
import { fieldAt } from './unit-fields.ts';
import { unitGroups } from './unit-groups.ts';

/** All that can be said of a unit, in groups. */
export function UnitForm({ form }: { form: Form }) {
  return (
    <SpaceBetween size="l">
      {unitGroups.map(({ title, description, paths, list }) => (
        <Container
          key={title}
          header={
            <Header variant="h2" description={description}>
              {title}
            </Header>
          }
        >
          <SpaceBetween size="l">
            {paths.length > 0 && <Fields form={form} paths={paths} />}
            {list && <div data-field={list}>{lists[list](form)}</div>}
          </SpaceBetween>
        </Container>
      ))}
    </SpaceBetween>
  );
}

interface FieldsProps {
  readonly form: Form;
  readonly paths: (typeof unitGroups)[number]['paths'];
}

/** Long texts take the whole width, the rest stands side by side. */
function Fields({ form, paths }: FieldsProps) {
  const isLong = (path: FieldsProps['paths'][number]) =>
    fieldAt(path).kind === 'lines' || path === 'name';
  const short = paths.filter((path) => !isLong(path));

  return (
    <SpaceBetween size="l">
      {paths.filter(isLong).map((path) => (
        <UnitField key={path} path={path} form={form} />
      ))}
      {short.length > 0 && (
        <ColumnLayout columns={short.length > 2 ? 3 : 2} minColumnWidth={200}>
          {short.map((path) => (
            <UnitField key={path} path={path} form={form} />
          ))}
        </ColumnLayout>
      )}
    </SpaceBetween>
  );
}

const lists: Readonly<Record<ListPart, (form: Form) => ReactNode>> = {
  beds: (form) => <BedsField form={form} />,
  amenities: (form) => <AmenitiesField form={form} />,
  media_assets: (form) => <PicturesField form={form} />,
};
