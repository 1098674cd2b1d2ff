import type { WebhookHabits } from './webhook-habits.ts';

/** Something that an account's webhooks are told. */
export interface WebhookEvent {
  readonly account_id: number;
  readonly object: 'reservation' | 'conversationMessage';
  readonly event: 'reservation.created' | 'reservation.updated' | 'message.received';
  readonly object_id: number;
  readonly listing_id: number;
  /** The object as it was at the event: a late delivery tells old news. */
  readonly data: Readonly<Record<string, unknown>>;
}

const alwaysTold = new Set([
  'id',
  'hostawayReservationId',
  'listingMapId',
  'channelId',
  'channelName',
  'reservationId',
  'channelReservationId',
  'status',
  'insertedOn',
  'updatedOn',
]);

/** The body in which an event is delivered. */
export function eventBody(event: WebhookEvent, habits: WebhookHabits): Record<string, unknown> {
  const { object, data } = event;
  if (object === 'conversationMessage' && habits.bare_messages) return data;
  const told = object === 'reservation' && habits.partial ? partOf(data) : data;
  const body = { object, event: event.event, accountId: event.account_id, data: told };

  return habits.form === 'nested' ? { payload: body } : body;
}

function partOf(data: WebhookEvent['data']): WebhookEvent['data'] {
  return Object.fromEntries(Object.entries(data).filter(([name]) => alwaysTold.has(name)));
}
