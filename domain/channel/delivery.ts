/** What a channel can tell us of. The first four are the specification's; the others are met as well. */
export type DeliveredEvent =
  | 'booking_created'
  | 'booking_cancelled'
  | 'availability_updated'
  | 'message_received'
  | 'booking_modified'
  | 'test'
  | 'unknown';

/** A message of a channel, in our words and without anything of a person. */
export interface Delivery {
  readonly event_type: DeliveredEvent;
  /** The channel's id of the event, or one made of what it is about and when that changed. */
  readonly external_event_id: string;
  /** What is to be read again; null: nothing is. */
  readonly external_reservation_id: string | null;
  /** Why nothing is to be done, in a sentence; null when something is. */
  readonly ignored_because: string | null;
  /** What may be kept of it, as JSON. */
  readonly excerpt: string;
}

/** Reads the body of a delivery, whatever it is: what makes no sense is a delivery that is ignored. */
export type ReadDelivery = (text: string) => Delivery;
