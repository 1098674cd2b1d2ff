import type { WebhookEvent } from './event.ts';
import type { StoredWebhook } from './stored-webhook.ts';

/** One attempt to deliver an event, or an event that was lost before the first. */
export interface Delivery {
  readonly seq: number;
  /** Epoch ms with fractions. */
  readonly at: number;
  readonly account_id: number;
  readonly webhook_id: number;
  readonly url: string;
  readonly login: string | null;
  readonly has_password: boolean;
  /** Null for the ping of a new webhook, and for what is no event. */
  readonly object: string | null;
  readonly event: string | null;
  readonly object_id: number | null;
  readonly listing_id: number | null;
  /** 1 for the first; 0 for what was lost. */
  readonly attempt: number;
  readonly body: unknown;
  /** What was answered; null for nothing, and while it is under way. */
  status: number | null;
  response_body: string | null;
  /** Why there was no answer. */
  error: string | null;
  duration_ms: number | null;
  /** It failed and is not tried again. */
  given_up: boolean;
  /** Who would get an email about that: an address or `account owner`. */
  alerted: string | null;
}

interface Sent {
  readonly at: number;
  readonly webhook: StoredWebhook;
  /** Undefined for a ping, and for what is no event. */
  readonly event: WebhookEvent | undefined;
  readonly attempt: number;
  readonly body: unknown;
}

/** Remembers the newest deliveries in their order. */
export class DeliveryLog {
  readonly #max: number;
  #deliveries: Delivery[] = [];
  #seq = 0;

  constructor(max: number) {
    this.#max = max;
  }

  open({ at, webhook, event, attempt, body }: Sent): Delivery {
    this.#seq += 1;
    const delivery: Delivery = {
      seq: this.#seq,
      at,
      account_id: webhook.account_id,
      webhook_id: webhook.id,
      url: webhook.url,
      login: webhook.login,
      has_password: webhook.password !== null,
      object: event?.object ?? null,
      event: event?.event ?? null,
      object_id: event?.object_id ?? null,
      listing_id: event?.listing_id ?? null,
      attempt,
      body,
      status: null,
      response_body: null,
      error: null,
      duration_ms: null,
      given_up: false,
      alerted: null,
    };
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > this.#max * 1.25)
      this.#deliveries = this.#deliveries.slice(-this.#max);

    return delivery;
  }

  /** Copies, oldest first; with `since`, those with a higher `seq` only. */
  list(since = 0): Delivery[] {
    return this.#deliveries.filter(({ seq }) => seq > since).map((delivery) => ({ ...delivery }));
  }

  clear(): void {
    this.#deliveries = [];
  }
}
