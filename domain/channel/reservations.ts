/** What a status of the channel means for the nights: they are taken, may be, are free, or nobody knows. */
export type ReservationHold = 'holds' | 'pending' | 'free' | 'unknown';

/** A stay as a channel has it now, as far as we take it over. */
export interface Reservation {
  readonly external_reservation_id: string;
  /** Null where it cannot be read. */
  readonly external_listing_id: string | null;
  /** Where the guest has booked, in the channel's words, and what the reservation is called there. */
  readonly source: string | null;
  readonly source_reference: string | null;
  /** The channel's own word. */
  readonly status: string;
  /** What it means; `owner` where it is the owner who stays. */
  readonly hold: ReservationHold;
  readonly is_owners: boolean;
  /** Local dates, `yyyy-mm-dd`. */
  readonly arrival: string;
  readonly departure: string;
  readonly adults: number | null;
  readonly children: number | null;
  readonly infants: number | null;
  readonly pets: number | null;
  /** In minor units; null where there is no such amount. */
  readonly total: number | null;
  readonly currency: string | null;
  readonly guest_name: string | null;
  /** When the channel changed it last (timestamp). */
  readonly updated_at: string;
  /** What is odd about it and was taken over all the same, in sentences. */
  readonly warnings: readonly string[];
}

/** A row that cannot be a stay, and why; `external_reservation_id` where at least that can be read. */
export interface UnreadableReservation {
  readonly external_reservation_id: string | null;
  readonly problem: string;
}

/** Which of an account's reservations are wanted. */
export interface WantedReservations {
  /** Those that changed at this moment (timestamp) or later. @default all */
  readonly changed_since?: string;
  /** Those that depart on this date or later. @default all */
  readonly departing_from?: string;
  /** Where the page before has ended. */
  readonly place: string | null;
}

export interface ReservationPage {
  readonly items: readonly (Reservation | UnreadableReservation)[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** What makes a channel tell us of changes. */
export interface Subscription {
  readonly id: string;
  readonly url: string;
  readonly is_enabled: boolean;
}

/** The bookings of one account, each call paced and one request. All @throw ChannelCallError. */
export interface ReservationSource {
  /** As it is now; undefined when the channel has none with this id. */
  reservation(externalId: string): Promise<Reservation | UnreadableReservation | undefined>;
  reservations(wanted: WantedReservations): Promise<ReservationPage>;
  /** Undefined when there is none with this id. */
  subscription(id: string): Promise<Subscription | undefined>;
  /** Has the channel call an address, with a login (HTTP Basic). Answers the id of that. */
  subscribe(to: {
    readonly url: string;
    readonly login: string;
    readonly password: string;
  }): Promise<string>;
  /** One that is gone is no error. */
  unsubscribe(id: string): Promise<void>;
}
