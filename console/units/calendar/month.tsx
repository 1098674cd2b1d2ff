import { dateInWords } from '../../common/words/night-words.ts';
import { weeksOf } from './months.ts';
import { holderNames, isBooking, monthInWords, type Night, shortPrice } from './night-words.ts';
import './calendar.css';

interface MonthProps {
  /** `yyyy-mm` */
  readonly month: string;
  readonly nights: readonly Night[];
  readonly currency: string;
  /** The unit's own shortest stay. */
  readonly usualMinimum: number | null | undefined;
  readonly nameOf: (booking: string) => string;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A month as a calendar on a wall: a table, since a component for each of a thousand nights is too much for a page. */
export function Month({ month, nights, ...words }: MonthProps) {
  const byDate = new Map(nights.map((night) => [night.date, night]));

  return (
    <table className="month">
      <caption>{monthInWords(month)}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((date) => date !== null)}>
            {week.map((date, weekday) => (
              <NightCell
                key={date ?? weekdays[weekday]}
                date={date}
                night={byDate.get(date ?? '')}
                {...words}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NightCellProps extends Pick<MonthProps, 'currency' | 'usualMinimum' | 'nameOf'> {
  readonly date: string | null;
  /** None for a night that is past. */
  readonly night: Night | undefined;
}

function NightCell({ date, night, currency, usualMinimum, nameOf }: NightCellProps) {
  if (date === null) return <td />;
  const day = Number(date.slice(-2));
  if (night === undefined) return <td className="night-past">{day}</td>;
  const { holder, waiting, price, min_nights } = night;
  const guests = waiting.filter(isBooking).length;
  const who = holder && (isBooking(holder) ? nameOf(holder.id) : holderNames[holder.kind]);

  return (
    <td
      className={`night night-${holder?.kind ?? 'open'} ${guests > 0 ? 'night-wanted' : ''}`}
      title={[dateInWords(date), who ?? 'Open'].join(': ')}
    >
      <b>{day}</b>
      <span>{holder ? holderNames[holder.kind] : 'Open'}</span>
      {price !== null && <span>{shortPrice(price, currency)}</span>}
      {min_nights !== null && min_nights !== usualMinimum && <span>min {min_nights}</span>}
      {guests > 0 && <strong>! {guests} without</strong>}
    </td>
  );
}
