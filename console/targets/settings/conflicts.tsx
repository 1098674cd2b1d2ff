import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { type Conflict, conflictsIn, type Edit, type Read } from './edit.ts';

interface ConflictsProps {
  readonly edit: Edit;
  readonly now: Read;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

const names: Readonly<Record<Conflict['field'], string>> = {
  name: 'Name',
  base_url: 'Base URL',
  rate: 'Rate limit',
};

/** Both versions of what two people have changed, to choose from. */
export function Conflicts({ edit, now, onKeepMine, onTakeTheirs }: ConflictsProps) {
  return (
    <Alert
      type="warning"
      header="Somebody else has changed the same meanwhile"
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button formAction="none" onClick={onTakeTheirs}>
            Take theirs
          </Button>
          <Button formAction="none" onClick={onKeepMine}>
            Keep mine
          </Button>
        </SpaceBetween>
      }
    >
      <Table
        variant="borderless"
        items={conflictsIn(edit, now.data)}
        trackBy="field"
        wrapLines
        ariaLabels={{ tableLabel: 'Both versions' }}
        columnDefinitions={[
          { id: 'field', header: 'What', isRowHeader: true, cell: ({ field }) => names[field] },
          { id: 'mine', header: 'Yours', cell: ({ mine }) => mine },
          { id: 'theirs', header: 'Theirs', cell: ({ theirs }) => theirs },
        ]}
      />
    </Alert>
  );
}
