import { decimalsOf, minorUnits } from '../../common/words/money.ts';
import type { UnitDraft } from './unit-draft.ts';
import { type Field, fieldAt, fieldPaths } from './unit-fields.ts';

/** What is wrong, by the path of the field. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What can be told of a draft without asking the API. */
export function errorsOf(draft: UnitDraft): FieldErrors {
  const { texts, beds } = draft;
  const found = [
    ...fieldPaths.map((path) => [path, errorOf(fieldAt(path), texts[path].trim(), texts)] as const),
    ['bathrooms.full', bathroomsError(texts)] as const,
    ...beds.flatMap(({ type, quantity, room }, i) => [
      [`beds.${i}.type`, type === '' ? 'Choose a kind of bed' : undefined] as const,
      [`beds.${i}.quantity`, wholeError(quantity.trim() || 'none', 1, 100)] as const,
      [`beds.${i}.room`, lengthError(room.trim(), 100)] as const,
    ]),
    ...draft.media_assets.map(
      ({ caption }, i) => [`media_assets.${i}.caption`, lengthError(caption.trim(), 255)] as const,
    ),
  ];
  return Object.fromEntries(
    found.flatMap(([path, error]) => (error === undefined ? [] : [[path, error]])),
  );
}

/** Why a picture cannot be at an address; undefined when it can. */
export function addressError(url: string): string | undefined {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return 'An address of the web, e.g. https://example.com/kitchen.jpg';
  return url.length > 2048 ? 'At most 2,048 characters' : undefined;
}

/** Why a code cannot be one of an amenity; undefined when it can. */
export function amenityError(code: string): string | undefined {
  return /^[a-z0-9_]{1,64}$/.test(code)
    ? undefined
    : 'Small letters, digits and _ only, e.g. free_parking';
}

function bathroomsError(texts: UnitDraft['texts']): string | undefined {
  const isCounted = texts['bathrooms.full'].trim() !== '' || texts['bathrooms.half'].trim() !== '';
  if (isCounted || texts['bathrooms.shared'] === '') return undefined;
  return 'Say how many there are, or leave open whether they are shared';
}

function errorOf(field: Field, text: string, { currency }: UnitDraft['texts']): string | undefined {
  if (text === '') return field.isRequired ? requiredError(field) : undefined;
  switch (field.kind) {
    case 'text':
    case 'lines':
      return lengthError(text, field.max);
    case 'whole':
      return wholeError(text, field.min, field.max);
    case 'decimal':
      return decimalError(text, field.min, field.max);
    case 'clock':
      return /^([01]?\d|2[0-3]):[0-5]\d$/.test(text) ? undefined : 'A time of day, e.g. 15:00';
    case 'money':
      return amountError(text, currency);
    case 'choice':
      return undefined;
  }
}

const requiredError = ({ kind, label }: Field) =>
  kind === 'choice' ? `Choose: ${label.toLowerCase()}` : `Fill in: ${label.toLowerCase()}`;

function lengthError(text: string, max: number): string | undefined {
  if (text.length <= max) return undefined;
  return `At most ${max.toLocaleString('en')} characters; these are ${text.length.toLocaleString('en')}`;
}

function wholeError(text: string, min: number, max: number): string | undefined {
  if (/^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max) return undefined;
  return `A whole number from ${min} to ${max}`;
}

function decimalError(text: string, min: number, max: number): string | undefined {
  if (/^-?\d{1,3}(\.\d+)?$/.test(text) && Number(text) >= min && Number(text) <= max)
    return undefined;
  return `A number from ${min} to ${max}, with a point before its decimals`;
}

const mostMinorUnits = 100_000_000_000;

function amountError(text: string, currency: string): string | undefined {
  if (currency === '') return 'Choose the currency of the prices first';
  const minor = minorUnits(text, currency);
  if (minor !== undefined) return minor <= mostMinorUnits ? undefined : 'Less than that';
  const decimals = decimalsOf(currency);
  return decimals === 0
    ? `An amount without decimals: ${currency} has none`
    : `An amount with at most ${decimals} decimals, e.g. 120.${'5'.padEnd(decimals, '0')}`;
}
