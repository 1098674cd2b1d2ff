import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { Moment } from '../../common/moment.tsx';
import {
  differingParts,
  labelOf,
  linesOf,
  type Part,
  withPartsOf,
} from '../versions/unit-changes.ts';
import type { UnitDraft } from './unit-draft.ts';
import type { Theirs, useConflict } from './use-conflict.ts';
import type { Editing } from './use-draft.ts';
import type { useSave } from './use-save.ts';

interface ConflictProps {
  readonly conflict: ReturnType<typeof useConflict>;
  readonly editing: Editing;
  readonly save: ReturnType<typeof useSave>;
}

/** When somebody else has saved the unit meanwhile: both versions, field by field, to choose from. */
export function Conflict({ conflict: { theirs, close }, editing, save }: ConflictProps) {
  if (theirs === undefined) return null;
  return (
    <Choosing
      key={theirs.version}
      {...{ theirs, editing }}
      onClose={close}
      onChosen={(draft) => {
        editing.goOn({ base: theirs, draft });
        close();
        save.reset();
      }}
    />
  );
}

interface ChoosingProps {
  readonly theirs: Theirs;
  readonly editing: Editing;
  readonly onChosen: (draft: UnitDraft) => void;
  readonly onClose: () => void;
}

function Choosing({ theirs, editing: { draft, changed }, onChosen, onClose }: ChoosingProps) {
  const parts = differingParts(draft, theirs.draft);
  // What only they have changed is theirs, what was typed here is kept: until it is chosen otherwise.
  const [taken, setTaken] = useState(parts.filter((part) => !changed.includes(part)));
  const choose = (part: Part, whose: string) =>
    setTaken((before) => [
      ...before.filter((each) => each !== part),
      ...(whose === 'theirs' ? [part] : []),
    ]);

  return (
    <Modal
      visible
      size="max"
      onDismiss={onClose}
      header="Somebody else has saved this unit meanwhile"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Back to the form</Button>
            <Button
              variant="primary"
              onClick={() => onChosen(withPartsOf(draft, theirs.draft, taken))}
            >
              Go on with this choice
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>
          Version {theirs.version} was saved <Moment at={theirs.updated_at} />. Choose what the unit
          shall say; you look it over and save it then.
        </Box>
        <Table
          items={parts}
          wrapLines
          variant="embedded"
          empty="Both say the same."
          columnDefinitions={[
            { id: 'field', header: 'Field', cell: labelOf, isRowHeader: true },
            {
              id: 'mine',
              header: 'Yours',
              minWidth: 160,
              cell: (part) => <Lines {...{ draft, part }} />,
            },
            {
              id: 'theirs',
              header: 'Saved meanwhile',
              minWidth: 160,
              cell: (part) => <Lines draft={theirs.draft} part={part} />,
            },
            {
              id: 'choice',
              header: 'Keep',
              cell: (part) => (
                <SegmentedControl
                  label={`What to keep of ${labelOf(part)}`}
                  selectedId={taken.includes(part) ? 'theirs' : 'mine'}
                  onChange={({ detail }) => choose(part, detail.selectedId)}
                  options={[
                    { id: 'mine', text: 'Yours' },
                    { id: 'theirs', text: 'Theirs' },
                  ]}
                />
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}

function Lines({ draft, part }: { draft: UnitDraft; part: Part }) {
  const lines = linesOf(draft, part);
  return <span className="as-typed">{lines.join('\n') || 'Nothing'}</span>;
}
