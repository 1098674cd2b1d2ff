import type { ApiState } from './api/api-request.ts';
import { dateTime } from './api/listing-view.ts';
import { row, section, time } from './page-table.ts';
import { reservationView } from './reservations/reservation-view.ts';

const shownReservations = 50;
const shownDeliveries = 40;

/** The newest reservations, the webhooks, and what was delivered to them last; nothing of what there is not. */
export function eventSections(state: ApiState): string {
  return [reservations(state), webhooks(state), deliveries(state)].join('\n');
}

function reservations({ reservations: store, listings }: ApiState): string {
  const newest = [...store.list()]
    .sort((a, b) => b.updated_at - a.updated_at)
    .slice(0, shownReservations)
    .map((stored) => reservationView(stored, listings));

  return section(
    'Reservations',
    ['Id', 'Listing', 'Channel', 'Arrival', 'Departure', 'Guest', 'Price', 'Status', 'Updated'],
    newest.map((view) =>
      row([
        view.id,
        view.listingName ?? view.listingMapId,
        view.channelName,
        view.arrivalDate,
        view.departureDate,
        view.guestName,
        view.totalPrice,
        view.status,
        view.updatedOn,
      ]),
    ),
  );
}

function webhooks({ webhooks: store }: ApiState): string {
  return section(
    'Webhooks',
    ['Id', 'Account', 'URL', 'Enabled', 'Failing since'],
    store
      .list()
      .map(({ id, account_id, url, is_enabled, failing_since }) =>
        row([
          id,
          account_id,
          url,
          is_enabled ? 'yes' : 'no',
          failing_since === null ? '' : dateTime(failing_since),
        ]),
      ),
  );
}

function deliveries({ deliveries: { log } }: ApiState): string {
  return section(
    'Last deliveries',
    ['Sent', 'Event', 'Webhook', 'Attempt', 'Answer'],
    log
      .list()
      .slice(-shownDeliveries)
      .reverse()
      .map(({ at, event, object_id, webhook_id, attempt, status, error }) =>
        row([
          time(at),
          `${event ?? 'test'} ${object_id ?? ''}`,
          webhook_id,
          attempt === 0 ? 'lost' : attempt,
          status ?? error ?? 'none',
        ]),
      ),
  );
}
