import { useParam } from '../common/reading/use-param.ts';
import { type AlertRule, alertRules } from '../common/words/alert-words.ts';

/** Which alerts, as the API takes it. */
export interface AlertFilter {
  readonly state: 'open' | 'past';
  readonly rule?: AlertRule;
  readonly target_id?: string;
}

/** What is looked for, by the page's address. */
export function useChosen() {
  const [state, setState] = useParam('state', 'open', 'push');
  const [rule, setRule] = useParam('rule');
  const [target, setTarget] = useParam('target_id');
  const known = alertRules.find((each) => each === rule);
  const filter: AlertFilter = {
    state: state === 'past' ? 'past' : 'open',
    ...(known !== undefined && { rule: known }),
    ...(target !== '' && { target_id: target }),
  };

  return {
    ...{ filter, setState, setTarget, setRule, target },
    rule: known ?? '',
    isFiltered: known !== undefined || target !== '',
  };
}
