import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMay } from '../../app/session.tsx';
import { useNow } from '../../common/reading/use-now.ts';
import { useParam } from '../../common/reading/use-param.ts';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { Updated } from '../../common/updated.tsx';
import type { Schemas } from '../../http/client.ts';
import { ChangeNights } from './change-nights.tsx';
import { GuestsWithout } from './guests-without.tsx';
import { Month } from './month.tsx';
import { byMonth, pagesFrom, todayAt } from './months.ts';
import { bookingName, guestsWithout } from './night-words.ts';
import { useCalendar, useUnitBookings } from './use-calendar.ts';
import './calendar.css';

/** Without a currency of the unit amounts have two decimals. */
const unknownCurrency = '';

/** The nights of a unit: who has each, what it costs, and how to change that. Which months is part of the page's address. */
export function CalendarTab({ unit }: { unit: Schemas['Unit'] }) {
  const may = useMay();
  const today = todayAt(unit.timezone, useNow(60_000));
  const pages = pagesFrom(today);
  const [asked, setAsked] = useParam('months', '1');
  const number = Math.min(Math.max(1, Math.trunc(Number(asked)) || 1), pages.length);
  const range = pages[number - 1] ?? { from: today, to: today };
  const query = useCalendar(unit.id, range);
  const bookings = useUnitBookings(unit.id);
  const nameOf = (id: string) => bookingName(bookings.get(id));
  const currency = unit.currency ?? unknownCurrency;

  return (
    <SpaceBetween size="l">
      {may('putCalendar') && <ChangeNights unit={unit.id} currency={currency} today={today} />}
      <SpaceBetween direction="horizontal" size="l" alignItems="center">
        <Pagination
          currentPageIndex={number}
          pagesCount={pages.length}
          onChange={({ detail }) => setAsked(String(detail.currentPageIndex))}
          ariaLabels={labels}
        />
        <Box color="text-body-secondary">
          Prices in {currency || 'the unit’s currency'}, today being {today} at the unit.{' '}
          <Updated query={query} />
        </Box>
      </SpaceBetween>
      <UntilLoaded query={query} what="the calendar">
        {(nights) => (
          <SpaceBetween size="l">
            <GuestsWithout guests={guestsWithout(nights)} nameOf={nameOf} />
            <div className="months">
              {byMonth(nights).map(([month, of]) => (
                <Month
                  key={month}
                  month={month}
                  nights={of}
                  currency={currency}
                  usualMinimum={unit.min_nights}
                  nameOf={nameOf}
                />
              ))}
            </div>
          </SpaceBetween>
        )}
      </UntilLoaded>
    </SpaceBetween>
  );
}

const labels = {
  paginationLabel: 'Twelve months at a time',
  previousPageLabel: 'Twelve months earlier',
  nextPageLabel: 'Twelve months later',
  pageLabel: (page: number) => `Page ${page} of the calendar`,
};
