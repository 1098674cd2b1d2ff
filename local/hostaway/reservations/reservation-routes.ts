import { dayOf } from '../../../domain/common/day.ts';
import { readObject } from '../../json.ts';
import type { ApiRequest, ApiRoute } from '../api/api-request.ts';
import { pageFields, pageOf } from '../api/list-page.ts';
import { pageOfList } from '../faults/list-habit.ts';
import { failMessage, failResult, type Reply, success } from '../reply.ts';
import { readTerms, refusalOf } from './check-reservation.ts';
import { keepReservation } from './keep-reservation.ts';
import { queryReservations, rowsBefore } from './query-reservations.ts';
import { mergeReservation } from './reservation-fields.ts';
import { reservationView } from './reservation-view.ts';
import { creatableChannels } from './statuses.ts';
import { newReservation, type StoredReservation } from './stored-reservation.ts';

const all = /^\/v1\/reservations$/;
const one = /^\/v1\/reservations\/(\d+)$/;
const notFound = failResult(404, 'Reservation not found');
const noObject = failResult(400, 'Request body is not a JSON object');
const longestProvider = 50;

export const reservationRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: all, handle: list },
  { method: 'POST', path: all, handle: create },
  { method: 'GET', path: one, handle: read },
  { method: 'PUT', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'PUT', path: /^\/v1\/reservations\/(\d+)\/statuses\/cancelled$/, handle: cancel },
];

/** Rows that change while somebody pages move to the front, so that a page may repeat some and miss others. */
function list(request: ApiRequest): Reply {
  const { query, habits, state, account_id, now, random } = request;
  const shown = state.reservations.shown(account_id, now);
  const places = new Map(shown.map(({ id }) => [id, habits.has('shuffles_ties') ? random() : -id]));
  const placeOf = ({ id }: StoredReservation) => places.get(id) ?? -id;
  const asked = new URLSearchParams(query);
  if (habits.has('ignores_order')) asked.delete('sortOrder');
  if (!state.settings.dateTypeFilter) asked.delete('dateType');
  const matching = queryReservations(shown, asked, (a, b) => placeOf(a) - placeOf(b));
  const { limit, offset } = pageOf(query);
  const isWhole = query.get('includeResources') === '1';
  const { rows, count } = pageOfList(
    matching.map((row) => view(row, request, isWhole)),
    {
      limit,
      offset: query.has('afterId') ? rowsBefore(matching, query.get('afterId')) : offset,
      habits,
    },
  );

  return success(
    rows,
    pageFields({ limit, offset, count, total: matching.length }, state.settings.pageInfo),
  );
}

function read(request: ApiRequest): Reply {
  const { state, account_id, now, id } = request;
  const shown = state.reservations.shown(account_id, now).find((one) => one.id === id);

  return shown === undefined ? notFound : success(view(shown, request));
}

/** Nothing here is idempotent: of the same body twice, the second is refused only for its nights. */
function create(request: ApiRequest): Reply {
  const { state, account_id, now, query, ignored } = request;
  const body = readObject(request.body);
  if (body === undefined) return noObject;
  if ((query.get('provider') ?? '').length > longestProvider)
    return failMessage(400, `Reservation error: provider: at most ${longestProvider} characters`);
  const terms = readTerms(body);
  if (typeof terms === 'string') return failMessage(400, terms);
  const { channelId, listingMapId, arrivalDate, departureDate, status } = terms;
  if (!creatableChannels.some((channel) => channel === channelId))
    return failMessage(400, `Reservation error: channelId: one of ${creatableChannels.join(', ')}`);
  const listing = state.listings.find(listingMapId ?? 0, account_id);
  if (listing === undefined) return failMessage(400, 'Reservation error: listingMapId: not found');
  if (listing.archived) return failMessage(400, 'The listing is archived');
  if (!arrivalDate || !departureDate || !channelId)
    return failMessage(400, 'Reservation error: arrivalDate and departureDate are required');
  const reservation = newReservation(
    { id: state.reservations.nextId(), account_id, listing_id: listing.id, channel_id: channelId },
    { arrival: arrivalDate, departure: departureDate, status: status ?? 'new' },
    now,
  );
  mergeReservation(reservation, body, ignored);

  return keep(reservation, request);
}

/** Where it is stays as it is, whatever the body says. */
function update(request: ApiRequest): Reply {
  const { state, account_id, ignored } = request;
  const reservation = state.reservations.find(request.id, account_id);
  if (reservation === undefined) return notFound;
  const body = readObject(request.body);
  if (body === undefined) return noObject;
  const terms = readTerms(body);
  if (typeof terms === 'string') return failMessage(400, terms);
  const { movedStatus } = state.settings;
  const isMoved = ![undefined, null, reservation.listing_id].includes(terms.listingMapId);
  if (isMoved && movedStatus !== null)
    return failMessage(movedStatus, 'Reservation error: listingMapId: cannot be changed');
  reservation.arrival = terms.arrivalDate ?? reservation.arrival;
  reservation.departure = terms.departureDate ?? reservation.departure;
  reservation.status = terms.status ?? reservation.status;
  mergeReservation(reservation, body, ignored);

  return keep(reservation, request);
}

function cancel(request: ApiRequest): Reply {
  const { state, account_id, now, call } = request;
  const reservation = state.reservations.find(request.id, account_id);
  if (reservation === undefined) return notFound;
  const by = readObject(request.body)?.cancelledBy;
  if (by !== 'host' && by !== 'guest')
    return failMessage(400, 'Reservation error: cancelledBy: host or guest');
  if (reservation.status === 'cancelled') return success(view(reservation, request));
  reservation.status = 'cancelled';
  reservation.cancelled_on = dayOf(now);
  reservation.fields.cancelledBy = by;
  keepReservation(state, reservation, { now });
  call.committed = true;

  return success(view(reservation, request));
}

/** Nobody is told of it: there is no event for what is gone. */
function remove({ state, account_id, id, call }: ApiRequest): Reply {
  if (state.reservations.find(id, account_id) === undefined) return notFound;
  state.reservations.remove(id);
  call.committed = true;

  return success([]);
}

function keep(reservation: StoredReservation, request: ApiRequest): Reply {
  const { state, now, query, call } = request;
  const refused = refusalOf(reservation, state, query.get('forceOverbooking') === '1');
  if (refused !== undefined) return failMessage(400, refused);
  keepReservation(state, reservation, { now });
  call.committed = true;

  return success(view(reservation, request));
}

function view(reservation: StoredReservation, { state }: ApiRequest, isWhole = true) {
  return reservationView(reservation, state.listings, isWhole);
}
