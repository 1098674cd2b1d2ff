import type { Accounts } from '../accounts.ts';
import type { CalendarStore } from '../calendar/calendar-store.ts';
import type { RecordedCall } from '../call-log.ts';
import type { ListHabit } from '../faults/list-habit.ts';
import type { ListingStore } from '../listing-store.ts';
import type { Reply } from '../reply.ts';
import type { ReservationStore } from '../reservations/reservation-store.ts';
import type { SimulatorSettings } from '../simulator-options.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';
import type { WebhookStore } from '../webhooks/webhook-store.ts';

/** What the endpoints work on. */
export interface ApiState {
  readonly settings: SimulatorSettings;
  readonly accounts: Accounts;
  readonly listings: ListingStore;
  readonly calendars: CalendarStore;
  readonly reservations: ReservationStore;
  readonly webhooks: WebhookStore;
  readonly deliveries: Deliveries;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: () => string;
}

/** One request as its endpoint sees it. */
export interface ApiRequest {
  readonly state: ApiState;
  /** Epoch ms of its arrival, or of when it is carried out long after. */
  readonly now: number;
  readonly account_id: number;
  /** The number in the path, where there is one. */
  readonly id: number;
  readonly query: URLSearchParams;
  readonly content_type: string;
  readonly body: string;
  /** What is wrong with lists. */
  readonly habits: ReadonlySet<ListHabit>;
  /** Fields that are set in vain. */
  readonly ignored: ReadonlySet<string>;
  /** The chance of each day that is written to be lost. */
  readonly lost: number;
  /** From 0 to 1, by the simulator's seed. */
  readonly random: () => number;
  /** The endpoint notes here what it did. */
  readonly call: RecordedCall;
}

export interface ApiRoute {
  readonly method: string;
  /** Matches the whole path; the group is `id`. */
  readonly path: RegExp;
  readonly handle: (request: ApiRequest) => Reply;
}
