import DateRangePicker, {
  type DateRangePickerProps,
} from '@cloudscape-design/components/date-range-picker';
import { usualWindows, windowProblem } from './time-window.ts';

interface TimeWindowPickerProps {
  readonly value: DateRangePickerProps.Value | null;
  readonly onChange: (value: DateRangePickerProps.Value | null) => void;
  /** Whether any time may be meant. @default false */
  readonly mayBeAny?: boolean;
}

/** The last so long, or from one moment to another. */
export function TimeWindowPicker({ value, onChange, mayBeAny = false }: TimeWindowPickerProps) {
  return (
    <DateRangePicker
      value={value}
      onChange={({ detail }) => onChange(detail.value)}
      relativeOptions={usualWindows}
      customRelativeRangeUnits={['minute', 'hour', 'day', 'week']}
      isValidRange={(chosen) => {
        const errorMessage = windowProblem(chosen);
        return errorMessage === undefined ? { valid: true } : { valid: false, errorMessage };
      }}
      showClearButton={mayBeAny}
      placeholder="Any time"
      ariaLabel="Time"
      i18nStrings={{
        ariaLabel: 'Time',
        relativeModeTitle: 'Until now',
        absoluteModeTitle: 'From, to',
        formatRelativeRange: ({ amount, unit }) =>
          amount === 1 ? `Last ${unit}` : `Last ${amount} ${unit}s`,
        formatUnit: (unit, count) => (count === 1 ? unit : `${unit}s`),
      }}
    />
  );
}
