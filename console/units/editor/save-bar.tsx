import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { colorBackgroundLayoutMain } from '@cloudscape-design/design-tokens';
import { ProblemAlert } from '../../common/problem-alert.tsx';
import { counted } from '../../common/words/counted.ts';
import { isStatus } from '../../http/problem.ts';
import { labelOf, type Part } from '../versions/unit-changes.ts';
import type { FieldErrors } from './unit-rules.ts';
import '../units.css';

interface SaveBarProps {
  readonly isNew: boolean;
  readonly next: string;
  readonly changed: readonly Part[];
  readonly errors: FieldErrors;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onDiscard: () => void;
}

/** Always in sight: what is not saved yet, what saving leads to, and why it did not work. */
export function SaveBar({ isNew, next, changed, errors, ...save }: SaveBarProps) {
  const wrong = Object.keys(errors).length;
  const isElsewhere = isStatus(save.error, 401) || isStatus(save.error, 412);

  return (
    <div className="save-bar" style={{ background: colorBackgroundLayoutMain }}>
      <SpaceBetween size="s">
        {save.error !== null && !isElsewhere && (
          <ProblemAlert what="The unit was not saved" error={save.error} />
        )}
        <div className="save-line">
          <Box color={wrong > 0 ? 'text-status-error' : 'text-body-secondary'}>
            <span role="status">
              {wrong > 0 ? `Not saved: mend ${counted(wrong, 'field')}.` : stateOf(changed, isNew)}
            </span>{' '}
            {wrong === 0 && (isNew || changed.length > 0) && next}
          </Box>
          <SpaceBetween direction="horizontal" size="xs">
            {!isNew && changed.length > 0 && (
              <Button formAction="none" disabled={save.isSaving} onClick={save.onDiscard}>
                Discard changes
              </Button>
            )}
            <Button
              variant="primary"
              loading={save.isSaving}
              loadingText="Saving"
              disabled={!isNew && changed.length === 0}
            >
              {isNew ? 'Create unit' : 'Save'}
            </Button>
          </SpaceBetween>
        </div>
      </SpaceBetween>
    </div>
  );
}

function stateOf(changed: readonly Part[], isNew: boolean): string {
  if (isNew) return '';
  if (changed.length === 0) return 'Everything is saved.';
  const names = changed.slice(0, 3).map(labelOf).join(', ');
  return `Not saved yet: ${names}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''}.`;
}
