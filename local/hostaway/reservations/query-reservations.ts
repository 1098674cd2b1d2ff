import { dateTime } from '../api/listing-view.ts';
import type { StoredReservation } from './stored-reservation.ts';

type Order = (a: StoredReservation, b: StoredReservation) => number;

const reversed =
  (order: Order): Order =>
  (a, b) =>
    order(b, a);
/** By what the API shows, which has no fractions of a second: what changed in one second is equal. */
const byMoment =
  (moment: 'updated_at' | 'active_at'): Order =>
  (a, b) =>
    Math.floor(a[moment] / 1000) - Math.floor(b[moment] / 1000);
const byArrival: Order = (a, b) => a.arrival.localeCompare(b.arrival);
const byNewest: Order = reversed(byMoment('updated_at'));
/** Between equals the one that was made last comes first. */
const byId: Order = (a, b) => b.id - a.id;

const orders = new Map<string, Order>([
  ['arrivalDate', byArrival],
  ['arrivalDateDesc', reversed(byArrival)],
  ['latestActivity', byMoment('active_at')],
  ['latestActivityDesc', reversed(byMoment('active_at'))],
  ['updatedOn', byNewest],
]);

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);
const text = (reservation: StoredReservation, field: string) =>
  String(reservation.fields[field] ?? '').toLowerCase();
const guest = (reservation: StoredReservation) =>
  ['guestName', 'guestFirstName', 'guestLastName']
    .map((field) => text(reservation, field))
    .join(' ');

type Filter = (value: string, reservation: StoredReservation) => boolean;

const from =
  (dayOf: (reservation: StoredReservation) => string): Filter =>
  (value, reservation) =>
    !isDay(value) || dayOf(reservation) >= value;
const until =
  (dayOf: (reservation: StoredReservation) => string): Filter =>
  (value, reservation) =>
    !isDay(value) || dayOf(reservation) <= value;
const activity = ({ active_at }: StoredReservation) => dateTime(active_at).slice(0, 10);

/** A filter whose value makes no sense lets everything through, and so does one that nobody knows. */
const filters = new Map<string, Filter>([
  ['listingId', (value, { listing_id }) => !/^\d+$/.test(value) || listing_id === Number(value)],
  ['channelId', (value, { channel_id }) => !/^\d+$/.test(value) || channel_id === Number(value)],
  ['match', (value, reservation) => guest(reservation).includes(value.toLowerCase())],
  ['guestEmail', (value, reservation) => text(reservation, 'guestEmail') === value.toLowerCase()],
  ['arrivalStartDate', from(({ arrival }) => arrival)],
  ['arrivalEndDate', until(({ arrival }) => arrival)],
  ['departureStartDate', from(({ departure }) => departure)],
  ['departureEndDate', until(({ departure }) => departure)],
  ['latestActivityStart', from(activity)],
  ['latestActivityEnd', until(activity)],
  ['dateType', (value, { status }) => value !== 'cancellation' || status === 'cancelled'],
]);

/** The day that `startDate` and `endDate` are about, by `dateType`. Only that of cancellations is documented. */
const dated = new Map<string, (reservation: StoredReservation) => string | null>([
  ['arrival', ({ arrival }) => arrival],
  ['departure', ({ departure }) => departure],
  ['reservation', ({ inserted_at }) => dateTime(inserted_at).slice(0, 10)],
  ['cancellation', ({ cancelled_on }) => cancelled_on],
]);

function isInRange(reservation: StoredReservation, query: URLSearchParams): boolean {
  const day = dated.get(query.get('dateType') ?? '')?.(reservation);
  const first = query.get('startDate') ?? '';
  const last = query.get('endDate') ?? '';
  if (day === undefined || day === null) return true;

  return (!isDay(first) || day >= first) && (!isDay(last) || day <= last);
}

/**
 * The reservations that match, in the order asked for; the one changed last comes first unless another is asked for.
 * `place` decides between equals.
 */
export function queryReservations(
  reservations: readonly StoredReservation[],
  query: URLSearchParams,
  place: Order = byId,
): StoredReservation[] {
  const wanted = [...query].flatMap(([name, value]) => {
    const filter = filters.get(name);

    return filter === undefined || value === '' ? [] : [{ filter, value }];
  });
  const order = orders.get(query.get('sortOrder') ?? '') ?? byNewest;

  return reservations
    .filter((reservation) => isInRange(reservation, query))
    .filter((reservation) => wanted.every(({ filter, value }) => filter(value, reservation)))
    .sort((a, b) => order(a, b) || place(a, b));
}

/** How many rows come before those after `afterId`: none when it is not among them. */
export function rowsBefore(rows: readonly StoredReservation[], afterId: string | null): number {
  return afterId === null ? 0 : rows.findIndex(({ id }) => id === Number(afterId)) + 1;
}
