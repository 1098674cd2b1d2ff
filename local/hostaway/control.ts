import type { ApiServer } from './api/serve-api.ts';
import { OperatorCalendars } from './calendar/operator-calendars.ts';
import type { Fault, FaultInput } from './faults/fault.ts';
import { preciseNow } from './precise-now.ts';
import { ChannelBookings } from './reservations/channel-bookings.ts';
import { type SimulatedListing, simulatedListings } from './simulated-listing.ts';
import {
  type AccountInput,
  accountSchema,
  type Limits,
  limitsSchema,
} from './simulator-options.ts';
import type { Delivery } from './webhooks/delivery-log.ts';
import type { StoredWebhook } from './webhooks/stored-webhook.ts';
import { type WebhookHabitsInput, webhookHabitsSchema } from './webhooks/webhook-habits.ts';

/** The simulator's switches. Each takes effect with the next call. */
export class SimulatorControl {
  readonly #api: ApiServer;
  /** What guests and channels do with reservations. */
  readonly bookings: ChannelBookings;
  /** What operators do with calendars, past the API. */
  readonly calendars: OperatorCalendars;

  constructor(api: ApiServer) {
    this.#api = api;
    this.bookings = new ChannelBookings(api.state);
    this.calendars = new OperatorCalendars(api.state);
  }

  /** Begins a fault; its number ends it. @throws z.ZodError */
  addFault(fault: FaultInput): number {
    return this.#api.faults.add(fault);
  }

  removeFault(id: number): void {
    this.#api.faults.remove(id);
  }

  clearFaults(): void {
    this.#api.faults.clear();
  }

  faults(): { id: number; fault: Fault; left: number | null }[] {
    return this.#api.faults.list();
  }

  /** Other limits from now on, counted afresh. @throws z.ZodError */
  setLimits(limits: Limits): void {
    this.#api.limiter.use(limitsSchema.parse(limits));
  }

  /** Every token there is becomes invalid, those made beforehand too; of one account or of all. */
  revokeTokens(accountId?: number): void {
    this.#api.state.accounts.revokeAll(true, accountId);
  }

  /** Takes revocations back. */
  restoreTokens(accountId?: number): void {
    this.#api.state.accounts.revokeAll(false, accountId);
  }

  /** Another account, or another key and more tokens for one there is. @throws z.ZodError */
  addAccount(account: AccountInput): void {
    this.#api.state.accounts.add(accountSchema.parse(account));
  }

  /** As an operator would in Hostaway's dashboard. False for an unknown listing. */
  archiveListing(id: number, archived = true): boolean {
    const { listings } = this.#api.state;
    const listing = listings.find(id);
    if (listing !== undefined) listings.save({ ...listing, archived });

    return listing !== undefined;
  }

  /** Forgets every listing. */
  clearListings(): void {
    const { listings } = this.#api.state;
    for (const { id } of listings.list()) listings.remove(id);
  }

  /** Forgets the recorded calls, not what the limits have counted. */
  clearCalls(): void {
    this.#api.log.clear();
  }

  calls(since?: number) {
    return this.#api.log.list(since);
  }

  /** Other habits of events from now on; what was held back is delivered. @throws z.ZodError */
  setWebhookHabits(habits: WebhookHabitsInput): void {
    this.#api.state.deliveries.use(webhookHabitsSchema.parse(habits));
  }

  /** Tells an account's webhooks anything: an event that nobody knows, or no event at all. */
  tellWebhooks(accountId: number, body: unknown): void {
    this.#api.state.deliveries.tell(accountId, body);
  }

  /** Every attempt to deliver an event, oldest first, and every event that was lost (`attempt` 0). */
  deliveries(since?: number): Delivery[] {
    return this.#api.state.deliveries.log.list(since);
  }

  clearDeliveries(): void {
    this.#api.state.deliveries.log.clear();
  }

  /** Every webhook, without its password. */
  webhooks(): Omit<StoredWebhook, 'password'>[] {
    return this.#api.state.webhooks.list().map(({ password: _, ...webhook }) => webhook);
  }

  listings(): SimulatedListing[] {
    return simulatedListings(this.#api.state, preciseNow());
  }
}
