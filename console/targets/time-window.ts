import type { DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';

type Value = DateRangePickerProps.Value;

/** Within which time, as the API takes it; without `to` until now. */
export interface TimeWindow {
  readonly from: string;
  readonly to?: string;
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
const units = ['minute', 'hour', 'day', 'week'] as const;
type Unit = (typeof units)[number];

/** E.g. "6-hour" or "2026-01-31T09:00:00Z_2026-01-31T12:00:00Z", for the page's address; '' for any time. */
export function windowParam(value: Value | null): string {
  if (value === null) return '';
  if (value.type === 'relative') return `${value.amount}-${value.unit}`;
  return `${utc(value.startDate)}_${utc(value.endDate)}`;
}

/** What was chosen, from the page's address; null where it says nothing that makes sense. */
export function readWindow(param: string): Value | null {
  const [, amount, name] = /^(\d{1,6})-(\w+)$/.exec(param) ?? [];
  const unit = units.find((each) => each === name);
  if (unit !== undefined) return { type: 'relative', unit, amount: Number(amount), key: param };
  const [startDate = '', endDate = ''] = param.split('_');
  if (Number.isNaN(Date.parse(startDate)) || Number.isNaN(Date.parse(endDate))) return null;

  return { type: 'absolute', startDate, endDate };
}

/** The moments that are meant at `now` (epoch ms). */
export function windowAt(value: Value, now: number): TimeWindow {
  if (value.type === 'absolute') return { from: utc(value.startDate), to: utc(value.endDate) };
  const unit = isUnit(value.unit) ? value.unit : 'day';
  return { from: new Date(now - value.amount * unitMs[unit]).toISOString() };
}

/** What people choose most. */
export const usualWindows: readonly DateRangePickerProps.RelativeOption[] = [
  { key: '1-hour', amount: 1, unit: 'hour', type: 'relative' },
  { key: '6-hour', amount: 6, unit: 'hour', type: 'relative' },
  { key: '1-day', amount: 1, unit: 'day', type: 'relative' },
  { key: '7-day', amount: 7, unit: 'day', type: 'relative' },
];

/** What is wrong with what was chosen; undefined when nothing is. */
export function windowProblem(value: Value | null): string | undefined {
  if (value === null) return undefined;
  if (value.type === 'relative')
    return value.amount > 0 ? undefined : 'Choose a length of one or more.';
  if (value.startDate === '' || value.endDate === '') return 'Choose where it begins and ends.';
  return Date.parse(value.startDate) < Date.parse(value.endDate)
    ? undefined
    : 'It must begin before it ends.';
}

const isUnit = (unit: string): unit is Unit => units.some((each) => each === unit);
const utc = (at: string) => new Date(at).toISOString();
