import { Choice } from '../../common/choices/choice.tsx';
import { FindText } from '../../common/choices/find-text.tsx';
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
      <FindText
        text={text}
        onChange={setText}
        placeholder="Find by name, city or id"
        label="Find units by name, city or id"
        count={found === undefined ? '' : counted(found, 'match', 'matches')}
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
