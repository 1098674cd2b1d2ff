import TextFilter from '@cloudscape-design/components/text-filter';
import { Choice } from '../../common/choice.tsx';
import { counted } from '../../common/words/counted.ts';
import { keptOptions } from './kept-units.ts';
import '../units.css';

interface UnitFilterProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly show: string;
  readonly setShow: (show: string) => void;
  /** How many units are like that; undefined where nothing is asked for. */
  readonly found: number | undefined;
}

export function UnitFilter({ text, setText, show, setShow, found }: UnitFilterProps) {
  return (
    <div className="unit-filter">
      <TextFilter
        filteringText={text}
        onChange={({ detail }) => setText(detail.filteringText)}
        filteringPlaceholder="Find by name, city or id"
        filteringAriaLabel="Find units by name, city or id"
        countText={found === undefined ? '' : counted(found, 'match', 'matches')}
      />
      <Choice
        label="Which units to show"
        options={keptOptions}
        value={show}
        onChange={setShow}
        placeholder="Choose which"
      />
    </div>
  );
}
