import type { Journal } from '../../journal.ts';
import { type StoredReservation, storedReservationSchema } from './stored-reservation.ts';

/** What a reader still sees of a reservation that has changed; undefined: nothing. */
interface Stale {
  readonly shown: StoredReservation | undefined;
  /** Epoch ms. */
  readonly until: number;
}

/** Every account's reservations, in memory and in the journal. Readers may see a change later than it was made. */
export class ReservationStore {
  readonly #journal: Journal;
  readonly #reservations = new Map<number, StoredReservation>();
  readonly #stale = new Map<number, Stale>();
  #lastId = 700_000;
  /** How long after it was made a change can be read. */
  readableAfterMs: number;

  constructor(journal: Journal, readableAfterMs: number) {
    this.#journal = journal;
    this.readableAfterMs = readableAfterMs;
    for (const value of journal.values('reservation')) {
      const reservation = storedReservationSchema.parse(value);
      this.#reservations.set(reservation.id, reservation);
      this.#lastId = Math.max(this.#lastId, reservation.id);
    }
  }

  /** A number that no reservation has had. */
  nextId(): number {
    this.#lastId += 1;

    return this.#lastId;
  }

  /** A copy to work on, as it is; undefined also for another account's. */
  find(id: number, accountId?: number): StoredReservation | undefined {
    const reservation = this.#reservations.get(id);
    if (reservation === undefined) return undefined;
    if (accountId !== undefined && reservation.account_id !== accountId) return undefined;

    return structuredClone(reservation);
  }

  /** Readers go on seeing what they saw before for `readableAfterMs`. */
  save(reservation: StoredReservation, now: number): void {
    const { id } = reservation;
    if (this.readableAfterMs > 0) {
      const shown = this.#seen(id, now);
      this.#stale.set(id, { shown, until: now + this.readableAfterMs });
    } else this.#stale.delete(id);
    this.#reservations.set(id, structuredClone(reservation));
    this.#lastId = Math.max(this.#lastId, id);
    this.#journal.write('reservation', id, reservation);
  }

  remove(id: number): void {
    this.#reservations.delete(id);
    this.#stale.delete(id);
    this.#journal.write('reservation', id, undefined);
  }

  /** Every reservation as it is; of one account or of all. Not copies: for reading only. */
  list(accountId?: number): readonly StoredReservation[] {
    return [...this.#reservations.values()].filter(
      (reservation) => accountId === undefined || reservation.account_id === accountId,
    );
  }

  /** An account's reservations as readers see them now. */
  shown(accountId: number, now: number): readonly StoredReservation[] {
    return this.list(accountId).flatMap(({ id }) => this.#seen(id, now) ?? []);
  }

  /** All reservations of a listing, whatever their status: its calendar knows of them at once. */
  staysAt(listingId: number): readonly StoredReservation[] {
    return [...this.#reservations.values()].filter(({ listing_id }) => listing_id === listingId);
  }

  #seen(id: number, now: number): StoredReservation | undefined {
    const stale = this.#stale.get(id);

    return stale === undefined || now >= stale.until ? this.#reservations.get(id) : stale.shown;
  }
}
