import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';

interface ConflictsProps {
  /** What two people have changed, each as the two have it. */
  readonly conflicts: readonly {
    readonly what: string;
    readonly mine: string;
    readonly theirs: string;
  }[];
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Both versions of what two people have changed, to choose from. */
export function Conflicts({ conflicts, onKeepMine, onTakeTheirs }: ConflictsProps) {
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
        items={conflicts}
        trackBy="what"
        wrapLines
        ariaLabels={{ tableLabel: 'Both versions' }}
        columnDefinitions={[
          { id: 'what', header: 'What', isRowHeader: true, cell: ({ what }) => what },
          { id: 'mine', header: 'Yours', cell: ({ mine }) => mine },
          { id: 'theirs', header: 'Theirs', cell: ({ theirs }) => theirs },
        ]}
      />
    </Alert>
  );
}
