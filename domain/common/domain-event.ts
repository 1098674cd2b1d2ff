import type { ToldAlert } from '../alerts/alert-event.ts';
import type { ToldBooking } from '../bookings/booking.ts';
import type { NightRange } from '../calendar/nights.ts';
import type { Tenant } from './tenant.ts';

/** Names of the events on the bus (`source: tvl-channels`, `detail-type` is the name). */
export type DomainEventName =
  | 'channel.target.created'
  | 'channel.target.updated'
  | 'channel.target.deleted'
  | 'channel.target.blocked'
  | 'channel.listing.linked'
  | 'channel.listing.synced'
  | 'channel.listing.failed'
  | 'channel.listing.archived'
  | 'channel.alert.opened'
  | 'channel.alert.closed'
  | 'channel.booking.imported'
  | 'channel.booking.modified'
  | 'channel.booking.cancelled'
  | 'supply.calendar.upserted';

/** Something that happened, told to other domains. Never carries credentials or content. */
export interface DomainEvent extends Tenant {
  readonly name: DomainEventName;
  /** Of what has to do with a target. */
  readonly target_id?: string;
  readonly listing_id?: string;
  readonly unit_id?: string | null;
  readonly unit_version?: number;
  readonly trace_id?: string;
  readonly occurred_at: string;
  readonly error_message?: string;
  /** The same whenever the same thing is told again, where that may happen. */
  readonly event_id?: string;
  /** Of an alert's event. */
  readonly alert?: ToldAlert;
  /** Of a calendar's event: the nights that are not as before. */
  readonly ranges?: readonly NightRange[];
  /** Of a booking's event. */
  readonly booking?: ToldBooking;
}

export interface EventPublisher {
  publish(events: readonly DomainEvent[]): Promise<void>;
}
