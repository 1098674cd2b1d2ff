import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { Link } from '../common/link.tsx';
import type { Target } from '../common/reading/targets.ts';
import { unitName, type useUnitSummaries } from '../common/reading/unit-names.ts';
import { Status } from '../common/status.tsx';
import { counted } from '../common/words/counted.ts';
import { countNights, dateInWords, rangeInWords } from '../common/words/night-words.ts';
import type { Schemas } from '../http/client.ts';
import { bookingStatusWords, guestsInWords, totalInWords } from './booking-words.ts';

type Booking = Schemas['Booking'];

interface Names {
  readonly targets: ReadonlyMap<string, Target> | undefined;
  readonly units: ReturnType<typeof useUnitSummaries>['units'];
}

/** Who sleeps where and when, and whether that is settled. */
export function bookingColumns({ targets, units }: Names): TableProps.ColumnDefinition<Booking>[] {
  return [
    {
      ...{ id: 'guest', header: 'Guest', isRowHeader: true, minWidth: 160 },
      cell: (booking) => <Guest booking={booking} />,
    },
    {
      ...{ id: 'unit', header: 'Unit', minWidth: 130 },
      cell: ({ unit_id }) => (
        <Link href={`/units/${unit_id}?tab=calendar`}>{unitName(units, unit_id)}</Link>
      ),
    },
    {
      ...{ id: 'stay', header: 'Stay', minWidth: 160 },
      cell: ({ arrival, departure }) => (
        <>
          {dateInWords(arrival)} – {dateInWords(departure)}
          <Small>{counted(countNights({ from: arrival, to: departure }), 'night')}</Small>
        </>
      ),
    },
    {
      ...{ id: 'status', header: 'Status', minWidth: 220 },
      cell: (booking) => <BookingStatus booking={booking} />,
    },
    {
      ...{ id: 'account', header: 'Channel account', minWidth: 140 },
      cell: ({ target_id, listing_id, source }) => (
        <>
          <Link href={`/targets/${target_id}?tab=bookings`}>
            {targets?.get(target_id)?.name ?? 'The account'}
          </Link>
          <Small>
            <Link href={`/listings/${listing_id}`} fontSize="body-s">
              Its listing there
            </Link>
            {source && ` · booked at ${source}`}
          </Small>
        </>
      ),
    },
    { id: 'total', header: 'Total', minWidth: 100, cell: totalInWords },
  ];
}

function Guest({ booking }: { booking: Booking }) {
  const { guest_name, external_reservation_id, source_reference } = booking;
  return (
    <>
      {guest_name ?? 'Name not kept'}
      <Small>
        Reservation {external_reservation_id}
        {source_reference && ` (${source_reference})`}
      </Small>
      <Small>{guestsInWords(booking)}</Small>
    </>
  );
}

function BookingStatus({ booking }: { booking: Booking }) {
  const { type, text } = bookingStatusWords(booking);
  return (
    <>
      <Status type={type}>{text}</Status>
      {booking.conflict?.map((range) => (
        <Small key={range.from}>{rangeInWords(range)}</Small>
      ))}
      {booking.flag && <Small>{booking.flag}</Small>}
      {booking.warnings.map((warning) => (
        <Small key={warning}>{warning}</Small>
      ))}
    </>
  );
}

function Small({ children }: { children: ReactNode }) {
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      {children}
    </Box>
  );
}
