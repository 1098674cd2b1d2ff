import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { AskFirst } from '../../../common/ask-first.tsx';
import { Choice } from '../../../common/choices/choice.tsx';
import type { Target } from '../../../common/reading/targets.ts';
import { counted } from '../../../common/words/counted.ts';
import { useExport } from './use-export.ts';
import { clockOf, viewersZone } from './zone.ts';

const today = () => clockOf(viewersZone())(Date.now()).slice(0, 10);
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

interface ExportDialogProps {
  readonly target: Target;
  readonly onClose: () => void;
}

/** Which days are exported; how many attempts are read, while it is under way. To close it ends it. */
export function ExportDialog({ target, onClose }: ExportDialogProps) {
  const [days, setDays] = useState(() => ({ from: today(), to: today(), zone: viewersZone() }));
  const exporting = useExport(target, onClose);
  const isRight = isDay(days.from) && isDay(days.to) && days.from <= days.to;
  const zones = [...new Set([viewersZone(), 'UTC'])].map((value) => ({ value, label: value }));

  return (
    <AskFirst
      title="Export attempts"
      does="Export as CSV"
      isPending={exporting.isPending}
      isDisabled={!isRight}
      error={exporting.error}
      onDo={() => exporting.mutate(days)}
      onClose={() => {
        exporting.cancel();
        onClose();
      }}
    >
      <div>
        The attempts of the days that you choose, as a file for a spreadsheet. Those of the last 90
        days are here; older ones are in the archive: <code>npm run export</code>.
      </div>
      {(['from', 'to'] as const).map((end) => (
        <FormField
          key={end}
          label={end === 'from' ? 'First day' : 'Last day'}
          errorText={end === 'to' && days.to < days.from && 'It must not be before the first day.'}
        >
          <DatePicker
            value={days[end]}
            onChange={({ detail }) => setDays((before) => ({ ...before, [end]: detail.value }))}
            placeholder="YYYY/MM/DD"
            openCalendarAriaLabel={() => 'Choose a day'}
          />
        </FormField>
      ))}
      <FormField
        label="Time zone"
        description="Whose days are meant, and in whose time moments are."
      >
        <Choice
          label="Time zone"
          options={zones}
          value={days.zone}
          onChange={(zone) => setDays((before) => ({ ...before, zone }))}
        />
      </FormField>
      <div role="status">
        {exporting.isPending && `${counted(exporting.read, 'attempt')} read.`}
      </div>
    </AskFirst>
  );
}
