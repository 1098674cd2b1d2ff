import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { type PatchStep, patchWords } from './words/patch-words.ts';

interface ChangeListProps {
  readonly steps: readonly PatchStep[];
  /** What the steps begin with. */
  readonly before: Readonly<Record<string, unknown>>;
  /** What to call a field. @default as in a channel's payload */
  readonly nameOf?: (field: string) => string;
  /** Where nothing differs. @default "There is no difference." */
  readonly none?: string;
}

/** What differs, a line for each change. */
export function ChangeList({ steps, before, nameOf, none }: ChangeListProps) {
  const lines = useMemo(() => patchWords(steps, before, nameOf), [steps, before, nameOf]);
  if (lines.length === 0)
    return <Box color="text-status-inactive">{none ?? 'There is no difference.'}</Box>;

  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={lines}
      ariaLabels={{ tableLabel: 'What differs' }}
      columnDefinitions={[
        { id: 'field', header: 'Field', width: 190, isRowHeader: true, cell: ({ field }) => field },
        { id: 'change', header: 'Change', minWidth: 260, cell: ({ words }) => words },
      ]}
    />
  );
}
