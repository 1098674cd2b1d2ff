import Box from '@cloudscape-design/components/box';
import LineChart from '@cloudscape-design/components/line-chart';
import { localTime } from '../../common/words/time.ts';
import { domainOf, highest, type Point } from './chart-data.ts';

interface TimeLinesProps {
  readonly points: readonly Point[];
  /** Of what, e.g. "Answer time". */
  readonly name: string;
  readonly unit: (value: number) => string;
  readonly lines: readonly {
    readonly title: string;
    readonly data: readonly { readonly x: Date; readonly y: number }[];
  }[];
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** What was measured over the time of the points. */
export function TimeLines({ points, name, unit, lines }: TimeLinesProps) {
  return (
    <LineChart
      ariaLabel={name}
      ariaDescription="The same figures are in the table below."
      xScaleType="time"
      xDomain={domainOf(points)}
      yDomain={[0, highest(lines)]}
      xTickFormatter={(at) => clock.format(at)}
      yTickFormatter={unit}
      height={160}
      hideFilter
      hideLegend={lines.length === 1}
      yTitle={name}
      i18nStrings={{ xTickFormatter: (at) => clock.format(at) }}
      detailPopoverFooter={(at) => localTime(at.getTime())}
      series={lines.map((line) => ({ type: 'line', valueFormatter: unit, ...line }))}
      empty={<Box color="text-status-inactive">Nothing was measured.</Box>}
    />
  );
}
