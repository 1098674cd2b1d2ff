import type { Target } from '../../../common/reading/targets.ts';
import { patchTarget, type Read, saveBeside } from '../edit.ts';
import { meant, type Name, shownAs, thresholdFields } from './fields.ts';

/** What is typed for each threshold. */
export type ThresholdForm = Readonly<Record<Name, string>>;

export interface ThresholdEdit {
  /** What the edit began with. */
  readonly from: Read;
  readonly form: ThresholdForm;
}

export function thresholdForm({ settings }: Pick<Target, 'settings'>): ThresholdForm {
  const form: Record<Name, string> = { ...usualThresholds };
  for (const field of thresholdFields)
    form[field.name] = shownAs(field, settings.alerts?.[field.name]);

  return form;
}

/** The usual value of each. */
export const usualThresholds: ThresholdForm = {
  ...{ oldest_waiting_seconds: '', silence_seconds: '', rate_limited_ratio: '' },
  ...{ error_rate: '', p95_latency_ms: '' },
};

/** Those that were typed anew. */
export function changedIn({ from, form }: ThresholdEdit): readonly Name[] {
  const before = thresholdForm(from.data);
  return thresholdFields.map(({ name }) => name).filter((name) => form[name] !== before[name]);
}

/** The same change of what somebody else has made of it meanwhile. */
export function onTopOf(now: Read, edit: ThresholdEdit): ThresholdEdit {
  const form: Record<Name, string> = { ...thresholdForm(now.data) };
  for (const name of changedIn(edit)) form[name] = edit.form[name];

  return { from: now, form };
}

/** Settings are replaced as a whole: as they were with what was changed, and whatever else they have. */
export function settingsOf(edit: ThresholdEdit): Target['settings'] {
  const changed = changedIn(edit);
  const { alerts: before = {}, ...settings } = edit.from.data.settings;
  const alerts = { ...before };
  for (const field of thresholdFields.filter(({ name }) => changed.includes(name))) {
    const value = meant(field, edit.form[field.name]);
    if (value === undefined) delete alerts[field.name];
    else alerts[field.name] = value;
  }

  return Object.keys(alerts).length === 0 ? settings : { ...settings, alerts };
}

/** What both have changed, and not to the same. */
export function conflictsIn(edit: ThresholdEdit, now: Target) {
  const [before, theirs] = [thresholdForm(edit.from.data), thresholdForm(now)];
  const mine = changedIn(edit).filter((name) => theirs[name] !== before[name]);

  return thresholdFields
    .filter(({ name }) => mine.includes(name) && theirs[name] !== edit.form[name])
    .map(({ name, label, unit }) => ({
      what: label,
      mine: inWords(edit.form[name], unit),
      theirs: inWords(theirs[name], unit),
    }));
}

const inWords = (text: string, unit: string) =>
  text === '' ? 'The usual value' : `${text} ${unit}`;

/** On top of what others have changed meanwhile. @throws ProblemError, EditedMeanwhileError */
export function saveThresholds(edit: ThresholdEdit): Promise<Target> {
  const patch = (one: ThresholdEdit) => patchTarget(one.from, { settings: settingsOf(one) });

  return saveBeside({
    from: edit.from,
    save: () => patch(edit),
    saveOn: (now) => patch(onTopOf(now, edit)),
    conflicts: (now) => conflictsIn(edit, now),
  });
}
