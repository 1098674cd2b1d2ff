import { setTimeout as sleep } from 'node:timers/promises';
import { preciseNow } from '../precise-now.ts';
import type { SimulatorSettings } from '../simulator-options.ts';
import { type Delivery, DeliveryLog } from './delivery-log.ts';
import { eventBody, type WebhookEvent } from './event.ts';
import { type Answer, postEvent } from './post-event.ts';
import { isLoopback, type StoredWebhook } from './stored-webhook.ts';
import type { WebhookHabits } from './webhook-habits.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Minutes before each of the three retries: the first after one, all of them within the hour. */
const retryMinutes = [1, 6, 36] as const;
const minutesOfFiveDays = 5 * 24 * 60;

type Settings = Pick<
  SimulatorSettings,
  'webhookMinuteMs' | 'webhookTimeoutMs' | 'webhookHabits' | 'maxCalls'
>;

/** Tells accounts' webhooks of events, again where that may help. What waits for a retry does not outlive the process. */
export class Deliveries {
  readonly log: DeliveryLog;
  readonly #webhooks: WebhookStore;
  readonly #settings: Settings;
  readonly #random: () => number;
  readonly #stopped = new AbortController();
  #habits: WebhookHabits;
  #held: WebhookEvent[] = [];

  constructor(webhooks: WebhookStore, settings: Settings, random: () => number) {
    this.log = new DeliveryLog(settings.maxCalls);
    this.#webhooks = webhooks;
    this.#settings = settings;
    this.#random = random;
    this.#habits = settings.webhookHabits;
  }

  /** Other habits from now on; what was held back is delivered. */
  use(habits: WebhookHabits): void {
    this.#habits = habits;
    this.#release();
  }

  announce(event: WebhookEvent): void {
    if (this.#random() < this.#habits.loss) this.#lose(event);
    else this.#held.push(event);
    if (this.#held.length >= this.#habits.hold) this.#release();
  }

  /** Tells an account's webhooks anything at all, as it is. */
  tell(accountId: number, body: unknown): void {
    for (const { id } of this.#receiversOf({ account_id: accountId }))
      void this.#attempt(id, { body, attempt: 1 });
  }

  /** Tries a new webhook out, once, and whatever comes of it. */
  ping(webhook: StoredWebhook): void {
    if (this.#habits.ping) void this.#post(webhook, { attempt: 1, body: { data: 'test' } });
  }

  /** Nothing is sent any more. */
  stop(): void {
    this.#stopped.abort();
  }

  #lose(event: WebhookEvent): void {
    for (const webhook of this.#receiversOf(event)) {
      const body = eventBody(event, this.#habits);
      this.log.open({ at: preciseNow(), webhook, event, attempt: 0, body });
    }
  }

  #release(): void {
    void this.#deliverInOrder(this.#held.splice(0).reverse());
  }

  /** The next one is sent when the one before has been answered, or else they could overtake each other. */
  async #deliverInOrder(events: readonly WebhookEvent[]): Promise<void> {
    const { copies, delay_ms, spread_ms } = this.#habits;
    for (const event of events) {
      const body = eventBody(event, this.#habits);
      const receivers = this.#receiversOf(event).flatMap(({ id }) =>
        Array<number>(copies).fill(id),
      );
      await Promise.all(
        receivers.map((id) =>
          this.#later(delay_ms + this.#random() * spread_ms, id, { event, body, attempt: 1 }),
        ),
      );
    }
  }

  #receiversOf({ account_id }: Pick<WebhookEvent, 'account_id'>): StoredWebhook[] {
    return this.#webhooks.list(account_id).filter(({ is_enabled }) => is_enabled);
  }

  async #attempt(id: number, sent: Sent): Promise<void> {
    const webhook = this.#webhooks.find(id);
    if (webhook === undefined || !webhook.is_enabled) return;
    const delivery = await this.#post(webhook, sent);
    if (isTaken(delivery)) return this.#note(id, null);
    this.#note(id, delivery.at);
    const minutes = isWorthRetrying(delivery) ? retryMinutes[sent.attempt - 1] : undefined;
    if (minutes !== undefined) {
      const again = { ...sent, attempt: sent.attempt + 1 };
      void this.#later(minutes * this.#settings.webhookMinuteMs, id, again);
    } else {
      delivery.given_up = true;
      delivery.alerted = webhook.alerting_email ?? 'account owner';
    }
  }

  async #post(webhook: StoredWebhook, { event, body, attempt }: Sent): Promise<Delivery> {
    const delivery = this.log.open({ at: preciseNow(), webhook, event, attempt, body });
    const timeout = AbortSignal.timeout(this.#settings.webhookTimeoutMs);
    const signal = AbortSignal.any([timeout, this.#stopped.signal]);
    const answer: Answer = isLoopback(webhook.url)
      ? await postEvent(webhook, body, signal)
      : { status: null, response_body: null, error: 'not on this machine' };

    return Object.assign(delivery, answer, { duration_ms: preciseNow() - delivery.at });
  }

  /** A webhook that has failed for five days, and never worked in between, is disabled. */
  #note(id: number, failedAt: number | null): void {
    const webhook = this.#webhooks.find(id);
    if (webhook === undefined) return;
    const failing_since = failedAt === null ? null : (webhook.failing_since ?? failedAt);
    const mostMs = minutesOfFiveDays * this.#settings.webhookMinuteMs;
    const isLost = failedAt !== null && failedAt - (failing_since ?? failedAt) >= mostMs;
    if (failing_since === webhook.failing_since && !isLost) return;
    this.#webhooks.save({ ...webhook, failing_since, is_enabled: webhook.is_enabled && !isLost });
  }

  /** The process need not live on for it. */
  async #later(ms: number, id: number, sent: Sent): Promise<void> {
    const { signal } = this.#stopped;
    if (ms > 0) await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
    if (!signal.aborted) await this.#attempt(id, sent);
  }
}

interface Sent {
  readonly event?: WebhookEvent;
  readonly body: unknown;
  readonly attempt: number;
}

function isTaken({ status }: Delivery): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Nobody answered, or with 5xx or 429. Any other refusal is taken for final. */
function isWorthRetrying({ status }: Delivery): boolean {
  return status === null || status === 429 || status >= 500;
}
