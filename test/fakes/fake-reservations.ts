import { ChannelCallError } from '../../domain/channel/channel.ts';
import type {
  Reservation,
  ReservationPage,
  ReservationSource,
  Subscription,
  UnreadableReservation,
  WantedReservations,
} from '../../domain/channel/reservations.ts';

/** The bookings of an account at a channel, in memory. */
export class FakeReservations implements ReservationSource {
  readonly states = new Map<string, Reservation | UnreadableReservation>();
  readonly subscriptions = new Map<string, Subscription & { login: string; password: string }>();
  /** Calls made, by their names. */
  readonly calls: string[] = [];
  /** The next calls do not answer. */
  down = 0;
  pageSize = 2;
  #made = 0;

  async reservation(id: string) {
    this.#call('reservation');
    return this.states.get(id);
  }

  async reservations({
    changed_since = '',
    departing_from = '',
    place,
  }: WantedReservations): Promise<ReservationPage> {
    this.#call('reservations');
    const all = [...this.states.values()]
      .filter((one) => 'problem' in one || one.departure >= departing_from)
      .toSorted((a, b) => (updatedAt(a) < updatedAt(b) ? 1 : -1));
    const from = all.findIndex((one) => one.external_reservation_id === place) + 1;
    const page = all.slice(from, from + this.pageSize);
    const last = page.at(-1);
    const isLast = page.length < this.pageSize || (last && updatedAt(last) < changed_since);
    return {
      items: page.filter((one) => updatedAt(one) >= changed_since),
      next: isLast ? null : (last?.external_reservation_id ?? null),
    };
  }

  async subscription(id: string) {
    this.#call('subscription');
    return this.subscriptions.get(id);
  }

  async subscribe(to: { url: string; login: string; password: string }) {
    this.#call('subscribe');
    this.#made += 1;
    const id = String(this.#made);
    this.subscriptions.set(id, { id, is_enabled: true, ...to });
    return id;
  }

  async unsubscribe(id: string) {
    this.#call('unsubscribe');
    this.subscriptions.delete(id);
  }

  #call(name: string): void {
    this.calls.push(name);
    if (this.down <= 0) return;
    this.down -= 1;
    const nothing = { http_status: 503, response_excerpt: null, error_message: 'down' };
    throw new ChannelCallError({ kind: 'unclear', ...nothing });
  }
}

/** What cannot be read is shown first, as if it had changed last. */
function updatedAt(one: Reservation | UnreadableReservation): string {
  return 'problem' in one ? '9' : one.updated_at;
}
