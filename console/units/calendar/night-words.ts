import { majorUnits } from '../../common/words/money.ts';
import type { NightRange } from '../../common/words/night-words.ts';
import type { Schemas } from '../../http/client.ts';
import { rangesOf } from './months.ts';

export type Night = Schemas['Calendar']['nights'][number];
type Holder = NonNullable<Night['holder']>;

/** What a night is held by, as short as a square of the calendar takes it. */
export const holderNames: Readonly<Record<Holder['kind'], string>> = {
  booking: 'Booked',
  block: 'Block',
  hold: 'Hold',
  feed: 'Feed',
};

const holdersInWords: Readonly<Record<Holder['kind'], string>> = {
  booking: 'another booking',
  block: 'a block',
  hold: 'a hold',
  feed: 'an imported calendar',
};

const month = new Intl.DateTimeFormat('en', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** E.g. "December 2026" for 2026-12. */
export const monthInWords = (yearAndMonth: string): string =>
  month.format(Date.parse(`${yearAndMonth}-01`));

/** E.g. "120" or "120.50", as few signs as a small square has room for; the currency is said elsewhere. */
export function shortPrice(minor: number, currency: string): string {
  return majorUnits(minor, currency).replace(/\.0+$/, '');
}

/** A booking that wants nights which others have. */
export interface GuestWithout {
  readonly id: string;
  readonly nights: readonly NightRange[];
  /** E.g. "a block", "a hold and another booking". */
  readonly holders: string;
}

/** The bookings that wait for a night: each is a guest without one. */
export function guestsWithout(nights: readonly Night[]): GuestWithout[] {
  const wanted = new Map<string, Night[]>();
  for (const night of nights)
    for (const { id } of night.waiting.filter(isBooking))
      wanted.set(id, [...(wanted.get(id) ?? []), night]);

  return [...wanted].map(([id, found]) => ({
    id,
    nights: rangesOf(found.map(({ date }) => date)),
    holders: [...new Set(found.flatMap(({ holder }) => holder?.kind ?? []))]
      .map((kind) => holdersInWords[kind])
      .join(' and '),
  }));
}

export const isBooking = ({ kind }: Holder): boolean => kind === 'booking';

/** What a booking is known by: of its guest the name, as long as it is kept. */
export function bookingName(booking: Schemas['Booking'] | undefined): string {
  if (booking === undefined) return 'A booking';
  const { guest_name, external_reservation_id, source } = booking;
  return `${guest_name ?? 'A guest'} (${source ? `${source}, ` : ''}reservation ${external_reservation_id})`;
}
