import type { ApiState } from '../api/api-request.ts';
import { preciseNow } from '../precise-now.ts';
import { demoAccount } from '../simulator-options.ts';
import {
  type BookingChangeInput,
  type BookingInput,
  bookingChangeSchema,
  bookingSchema,
  epochMsOf,
  type Forced,
  usualFields,
} from './booking-input.ts';
import { keepReservation } from './keep-reservation.ts';
import { messageView } from './message-view.ts';
import { mergeReservation } from './reservation-fields.ts';
import { reservationView } from './reservation-view.ts';
import { newReservation, nightsOf, type StoredReservation } from './stored-reservation.ts';

/** A reservation as the simulator holds it, for tests and its page. */
export interface SimulatedReservation {
  readonly id: number;
  readonly account_id: number;
  readonly listing_id: number;
  readonly status: string;
  /** Epoch ms. */
  readonly updated_at: number;
  /** As the API shows it, with all its lists. */
  readonly reservation: Readonly<Record<string, unknown>>;
}

/** What guests and channels do: nothing is checked, so that nights may be booked twice and prices be below zero. */
export class ChannelBookings {
  readonly #state: ApiState;
  #lastMessageId = 9_000_000;

  constructor(state: ApiState) {
    this.#state = state;
  }

  /** A guest books. Returns the reservation's number. @throws z.ZodError */
  book(input: BookingInput): number {
    const { id, account_id, listingMapId, channelId, arrivalDate, departureDate, status, ...rest } =
      bookingSchema.parse(input);
    const { listings, reservations } = this.#state;
    const listing = listings.find(listingMapId);
    const reservation = newReservation(
      {
        id: id ?? reservations.nextId(),
        account_id: listing?.account_id ?? account_id ?? demoAccount.id,
        listing_id: listingMapId,
        channel_id: channelId,
      },
      { arrival: arrivalDate, departure: departureDate, status },
      preciseNow(),
    );
    const price = Number(listing?.fields.price ?? 0) * nightsOf(reservation);
    mergeReservation(reservation, {
      ...usualFields(reservation.id, rest.guestName),
      totalPrice: price,
    });
    mergeReservation(reservation, rest);
    this.#keep(reservation, rest);

    return reservation.id;
  }

  /** What was `new` becomes `modified` unless the status is given. False for an unknown one. @throws z.ZodError */
  change(id: number, input: BookingChangeInput): boolean {
    const { arrivalDate, departureDate, status, ...rest } = bookingChangeSchema.parse(input);

    return this.#change(id, rest, (reservation) => {
      reservation.arrival = arrivalDate ?? reservation.arrival;
      reservation.departure = departureDate ?? reservation.departure;
      const changed = reservation.status === 'new' ? 'modified' : reservation.status;
      reservation.status = status ?? changed;
      mergeReservation(reservation, rest);
    });
  }

  cancel(id: number, by: 'host' | 'guest' = 'guest'): boolean {
    return this.#change(id, { quiet: false }, (reservation) => {
      reservation.status = 'cancelled';
      reservation.fields.cancelledBy = by;
    });
  }

  /** To another listing, which callers of the API cannot do. */
  move(id: number, listingId: number): boolean {
    return this.#change(id, { quiet: false }, (reservation) => {
      reservation.listing_id = listingId;
    });
  }

  /** The guest writes a message, which webhooks are told of. False for an unknown reservation. */
  write(id: number, text: string): boolean {
    const reservation = this.#state.reservations.find(id);
    if (reservation === undefined) return false;
    this.#lastMessageId += 1;
    const message = messageView(reservation, { id: this.#lastMessageId, text, now: preciseNow() });
    this.#state.deliveries.announce({
      account_id: reservation.account_id,
      object: 'conversationMessage',
      event: 'message.received',
      object_id: this.#lastMessageId,
      listing_id: reservation.listing_id,
      data: message,
    });

    return true;
  }

  /** Without a word to anybody. */
  remove(id: number): boolean {
    const isThere = this.#state.reservations.find(id) !== undefined;
    if (isThere) this.#state.reservations.remove(id);

    return isThere;
  }

  /** Many that were there before anybody asked: nobody is told. @throws z.ZodError */
  import(inputs: readonly BookingInput[]): number[] {
    return inputs.map((input) => this.book({ ...input, quiet: true }));
  }

  /** From now on a change can be read only so long after it was made. */
  readableAfter(ms: number): void {
    this.#state.reservations.readableAfterMs = ms;
  }

  list(): SimulatedReservation[] {
    return this.#state.reservations.list().map((stored) => ({
      id: stored.id,
      account_id: stored.account_id,
      listing_id: stored.listing_id,
      status: stored.status,
      updated_at: stored.updated_at,
      reservation: reservationView(stored, this.#state.listings),
    }));
  }

  #change(id: number, how: Forced, change: (reservation: StoredReservation) => void): boolean {
    const reservation = this.#state.reservations.find(id);
    if (reservation === undefined) return false;
    change(reservation);
    this.#keep(reservation, how);

    return true;
  }

  #keep(reservation: StoredReservation, forced: Forced): void {
    const { insertedOn, updatedOn, latestActivityOn = updatedOn, quiet } = forced;
    reservation.shown_as = forced.shown_as ?? reservation.shown_as;
    if (insertedOn !== undefined) reservation.inserted_at = epochMsOf(insertedOn);
    keepReservation(this.#state, reservation, {
      now: preciseNow(),
      quiet,
      updated_at: updatedOn === undefined ? undefined : epochMsOf(updatedOn),
      active_at: latestActivityOn === undefined ? undefined : epochMsOf(latestActivityOn),
    });
  }
}
