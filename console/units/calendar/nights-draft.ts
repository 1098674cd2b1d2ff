import { counted } from '../../common/words/counted.ts';
import { majorUnits, minorUnits } from '../../common/words/money.ts';
import { countNights, rangeInWords } from '../../common/words/night-words.ts';

/** What becomes of a value of nights: it stays, is the unit's again, or is another. */
export const valueModes = ['stays', 'unit', 'own'] as const;

export interface ValueDraft {
  readonly mode: (typeof valueModes)[number];
  /** As typed; counts for `own` only. */
  readonly text: string;
}

/** A change of nights as it is typed; dates are `yyyy-mm-dd`. */
export interface NightsDraft {
  readonly from: string;
  readonly to: string;
  readonly status: 'stays' | 'open' | 'closed';
  readonly price: ValueDraft;
  readonly min_nights: ValueDraft;
}

/** A change of nights as the API takes it. */
export interface NightsChange {
  readonly from: string;
  readonly to: string;
  readonly status?: 'open' | 'closed';
  /** In minor units; null: the unit's. */
  readonly price?: number | null;
  readonly min_nights?: number | null;
}

export type NightsErrors = Partial<Record<keyof NightsDraft, string>>;

const stays: ValueDraft = { mode: 'stays', text: '' };
export const emptyDraft: NightsDraft = {
  ...{ from: '', to: '', status: 'stays', price: stays, min_nights: stays },
};

/** What keeps a draft from being sent, by field; none where it can be. */
export function errorsIn(draft: NightsDraft, currency: string): NightsErrors {
  const { from, to, status, price, min_nights } = draft;
  const isNothing = [status, price.mode, min_nights.mode].every((mode) => mode === 'stays');

  return {
    ...(!isDate(from) && { from: 'The date of the first night' }),
    ...(!isDate(to) && { to: 'The date of the departure, after the last night' }),
    ...(isDate(from) &&
      isDate(to) &&
      countNights({ from, to }) <= 0 && { to: 'A date after the first night' }),
    ...(isNothing && { status: 'Say what is to change: this, the price or the shortest stay' }),
    ...(price.mode === 'own' &&
      minorUnits(price.text, currency) === undefined && { price: `An amount of ${currency}` }),
    ...(min_nights.mode === 'own' &&
      !/^[1-9]\d{0,3}$/.test(min_nights.text.trim()) && { min_nights: 'A number of nights' }),
  };
}

const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** A draft without errors as the API takes it. */
export function changeOf(draft: NightsDraft, currency: string): NightsChange {
  const { from, to, status, price, min_nights } = draft;
  return {
    ...{ from, to },
    ...(status !== 'stays' && { status }),
    ...valueIn('price', price, (text) => minorUnits(text, currency)),
    ...valueIn('min_nights', min_nights, (text) => Number(text.trim())),
  };
}

function valueIn(
  name: 'price' | 'min_nights',
  { mode, text }: ValueDraft,
  read: (text: string) => number | undefined,
): Partial<NightsChange> {
  if (mode === 'stays') return {};
  return { [name]: mode === 'unit' ? null : read(text) };
}

/** E.g. "2 nights from … to the departure on …: closed, 120.00 EUR, at least 3 nights." */
export function changeInWords(change: NightsChange, currency: string): string {
  const { status, price, min_nights } = change;
  const parts = [
    status === 'closed' && 'closed by a block of yours',
    status === 'open' && 'open again, without your block',
    price === null && "at the unit's own price",
    typeof price === 'number' && `at ${majorUnits(price, currency)} ${currency} each`,
    min_nights === null && "with the unit's own shortest stay",
    typeof min_nights === 'number' && `for stays of at least ${counted(min_nights, 'night')}`,
  ].filter(Boolean);
  const others = status === undefined ? '' : ' What bookings and others hold stays theirs.';

  return `${rangeInWords(change)}: ${parts.join(', ')}.${others}`;
}
