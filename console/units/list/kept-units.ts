import type { UnitSummary } from '../../common/reading/unit-names.ts';
import { countryName } from '../../common/words/codes-in-words.ts';
import { plainText } from '../../common/words/plain-text.ts';

/** Which units a list shows, by the value in its address. */
export const keptOptions = [
  { value: '', label: 'All' },
  { value: 'ready', label: 'Ready to publish' },
  { value: 'lacking', label: 'Something is missing' },
  { value: 'unpublished', label: 'On no channel yet' },
  { value: 'off', label: 'Switched off' },
] as const;

interface Wanted {
  readonly text: string;
  readonly show: string;
}

/** Whether a unit is one of those that are asked for: every word occurs in its name or place, or its id begins so. */
export function isKept(
  unit: UnitSummary & { readonly channels?: number | undefined },
  { text, show }: Wanted,
): boolean {
  if (!isShown(unit, show)) return false;
  const country = unit.country_code ? countryName(unit.country_code) : '';
  const said = plainText([unit.name, unit.city, country].join(' '));
  const asked = plainText(text).trim();
  return unit.id.startsWith(asked) || asked.split(/\s+/).every((word) => said.includes(word));
}

function isShown(unit: Parameters<typeof isKept>[0], show: string): boolean {
  if (show === 'ready') return unit.missing.length === 0 && unit.is_active;
  if (show === 'lacking') return unit.missing.length > 0;
  if (show === 'unpublished') return unit.channels === 0;
  if (show === 'off') return !unit.is_active;
  return true;
}
