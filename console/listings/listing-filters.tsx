import { AccountChoice } from '../common/choices/account-choice.tsx';
import { Choice } from '../common/choices/choice.tsx';
import { FindText } from '../common/choices/find-text.tsx';
import { statusOptions, syncOptions } from './listing-filter.ts';
import type { useChosen } from './use-chosen.ts';
import './listings.css';

interface ListingFiltersProps {
  readonly chosen: ReturnType<typeof useChosen>;
}

/** What to look for: by words, account, state and progress. */
export function ListingFilters({ chosen }: ListingFiltersProps) {
  return (
    <div className="listing-filters">
      <FindText
        text={chosen.text}
        onChange={chosen.setText}
        placeholder="Find by unit, account, status or number"
        label="Find listings"
      />
      <AccountChoice value={chosen.target} onChange={chosen.setTarget} />
      <Choice
        label="State"
        options={statusOptions}
        value={chosen.status}
        onChange={chosen.setStatus}
      />
      <Choice
        label="Progress"
        options={syncOptions}
        value={chosen.sync}
        onChange={chosen.setSync}
      />
    </div>
  );
}
