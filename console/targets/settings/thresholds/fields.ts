import type { Schemas } from '../../../http/client.ts';

type AlertSettings = NonNullable<Schemas['Target']['settings']['alerts']>;
export type Name = keyof AlertSettings;

/** A threshold as it is typed: in a unit that people use. */
export interface ThresholdField {
  readonly name: Name;
  readonly label: string;
  readonly description: string;
  readonly unit: string;
  /** How much of the API's unit one of the typed one is. */
  readonly scale: number;
  /** To how many places behind the point the API's value is kept. */
  readonly places: number;
  /** In the API's unit, as what follows. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

const minutes = { unit: 'minutes', scale: 60, places: 0, least: 60, most: 86_400 };
const share = { unit: '%', scale: 0.01, places: 6, least: 0.001, most: 1 };

/** As the API has them (`settings.alerts` of a target). */
export const thresholdFields: readonly ThresholdField[] = [
  {
    ...{ name: 'oldest_waiting_seconds', ...minutes, usual: 300 },
    label: 'How long a change may wait',
    description: 'Longer than this it should not take until a change has reached the channel.',
  },
  {
    ...{ name: 'silence_seconds', ...minutes, usual: 300 },
    label: 'How long a pause may last',
    description: 'The channel may ask for a pause. An alert tells of one that lasts longer.',
  },
  {
    ...{ name: 'rate_limited_ratio', ...share, usual: 0.02 },
    label: 'Calls refused as too many',
    description: 'Of the calls of the last 10 minutes.',
  },
  {
    ...{ name: 'error_rate', ...share, usual: 0.01 },
    label: 'Attempts that fail',
    description: 'Of the attempts of the last 24 hours.',
  },
  {
    ...{ name: 'p95_latency_ms', unit: 'seconds', scale: 1_000, places: 0 },
    ...{ usual: 10_000, least: 5_000, most: 60_000 },
    label: 'How long an answer may take',
    description: 'All but the slowest one in twenty calls of the last hour are quicker.',
  },
];

/** As it is typed; '' where the usual value holds. */
export function shownAs({ scale }: ThresholdField, value: number | undefined): string {
  return value === undefined ? '' : String(Number((value / scale).toFixed(4)));
}

/** As the API takes it; undefined for the usual value, NaN for what is no number. */
export function meant({ scale, places }: ThresholdField, text: string): number | undefined {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return undefined;
  return /^\d{1,9}(\.\d{1,9})?$/.test(typed)
    ? Number((Number(typed) * scale).toFixed(places))
    : Number.NaN;
}

/** What the API would refuse. */
export function problemOf(field: ThresholdField, text: string): string | undefined {
  const value = meant(field, text);
  const { least, most, unit } = field;
  if (value === undefined || (value >= least && value <= most)) return undefined;

  return `A number from ${shownAs(field, least)} to ${shownAs(field, most)} (${unit}), or nothing for the usual one.`;
}
