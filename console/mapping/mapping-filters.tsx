import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { FindText } from '../common/choices/find-text.tsx';
import { counted } from '../common/words/counted.ts';
import { shownOptions } from './mapping-rows.ts';
import type { ShownRows } from './use-shown-rows.ts';
import './mapping.css';

/** Which units to show; one alone where the page's address names it. */
export function MappingFilters({ shown }: { readonly shown: ShownRows }) {
  if (shown.unit !== '')
    return (
      <div>
        One unit of {counted(shown.total, 'unit')} is shown.{' '}
        <Button variant="inline-link" onClick={() => shown.setUnit('')}>
          Show all units
        </Button>
      </div>
    );

  return (
    <div className="mapping-filters">
      <FindText
        text={shown.text}
        onChange={shown.setText}
        placeholder="Find by unit, city or listing"
        label="Find units"
        count={shown.text === '' ? '' : counted(shown.count, 'match', 'matches')}
      />
      <SegmentedControl
        label="Which units to show"
        selectedId={shown.show}
        options={shownOptions}
        onChange={({ detail }) => shown.setShow(detail.selectedId)}
      />
    </div>
  );
}
