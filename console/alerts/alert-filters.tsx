import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AccountChoice } from '../common/choices/account-choice.tsx';
import { Choice } from '../common/choices/choice.tsx';
import { alertRules, alertTitle } from '../common/words/alert-words.ts';
import type { useChosen } from './use-chosen.ts';

interface AlertFiltersProps {
  readonly chosen: ReturnType<typeof useChosen>;
}

/** Open or past ones, of which kind, and where. */
export function AlertFilters({ chosen }: AlertFiltersProps) {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="end">
      <SegmentedControl
        label="Which alerts"
        selectedId={chosen.filter.state}
        onChange={({ detail }) => chosen.setState(detail.selectedId)}
        options={[
          { id: 'open', text: 'Open' },
          { id: 'past', text: 'Past' },
        ]}
      />
      <Choice
        label="Kind of alert"
        options={ruleOptions}
        value={chosen.rule}
        onChange={chosen.setRule}
      />
      <AccountChoice value={chosen.target} onChange={chosen.setTarget} />
    </SpaceBetween>
  );
}

const ruleOptions = [
  { value: '', label: 'Any kind' },
  ...alertRules.map((value) => ({ value, label: alertTitle(value) })),
];
