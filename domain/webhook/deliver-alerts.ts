import type { AlertEvent } from '../alerts/alert-event.ts';
import type { Report } from '../common/report.ts';
import type { Tenant } from '../common/tenant.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import type { AlertWebhook, AlertWebhooks, WebhookNote } from './alert-webhook.ts';
import { type PostJson, type Receipt, sendMessage } from './send-message.ts';
import type { SigningKeys, SigningKeyVault } from './signing-keys.ts';
import { isGivenUp, pauseMs, silenceMs } from './try-again.ts';
import { alertMessage } from './webhook-message.ts';

/** A message of the queue, which may be delivered more than once. */
export interface QueuedAlert {
  readonly id: string;
  /** When it was put into the queue, epoch ms. */
  readonly sent_at: number;
  readonly event: AlertEvent;
}

/** What becomes of a message of the queue: nothing more, or another look in some ms. */
export type AlertFate =
  | { readonly id: string; readonly done: true }
  | { readonly id: string; readonly done: false; readonly retry_in_ms: number };

export interface DeliverDeps {
  readonly webhooks: Pick<AlertWebhooks, 'claim' | 'note'>;
  readonly keys: Pick<SigningKeyVault, 'read'>;
  readonly post: PostJson;
  /** Of the console, without a slash at the end. */
  readonly public_url: string;
  readonly report: Report;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
}

/** More than all calls of a turn together: should whoever has it die, the receiver is called again after that. */
const claimMs = 30_000;
/** No call is begun later in a turn (ms); messages that are left wait for another. */
const turnMs = 10_000;
/** How long a message waits at least (ms) for a receiver that somebody else calls now, and how much more by chance. */
const busyMs = { least: 1_000, spread: 4_000 } as const;
/** For what failed through no fault of a receiver's. */
const troubleMs = 30_000;

/**
 * Delivers alerts to their tenants' receivers, those of one tenant one after the other and of several side by side. One receiver is
 * called by one invocation at a time, and not at all while it fails: however slow it is and however many messages it has, it holds
 * up none of the others.
 */
export async function deliverAlerts(
  alerts: readonly QueuedAlert[],
  deps: DeliverDeps,
): Promise<AlertFate[]> {
  const byTenant = Map.groupBy(alerts, ({ event }) => `${event.org_id}#${event.account_id}`);
  const turns = [...byTenant.values()].map((own) =>
    deliverToOne(own, deps).catch((error: unknown) => {
      deps.report('alerts-not-delivered', { alerts: own.length, error });
      return own.map(({ id }) => wait(id, troubleMs));
    }),
  );

  return (await Promise.all(turns)).flat();
}

/** All of one tenant. */
async function deliverToOne(
  alerts: readonly QueuedAlert[],
  deps: DeliverDeps,
): Promise<AlertFate[]> {
  const [first] = alerts;
  if (first === undefined) return [];
  const { org_id, account_id } = first.event;
  const tenant: Tenant = { org_id, account_id };
  const now = deps.clock();
  const claim = await deps.webhooks.claim(tenant, toTimestamp(now), toTimestamp(now + claimMs));

  if (claim.kind === 'none') return alerts.map(({ id }) => done(id));
  if (claim.kind === 'busy') return alerts.map(({ id }) => wait(id, untilFree(claim, now, deps)));
  const keys = await deps.keys.read(claim.webhook.secret_ref);
  const turn = new Turn(claim.webhook, keys, deps);
  for (const alert of alerts.toSorted((a, b) => a.sent_at - b.sent_at)) await turn.take(alert);

  return await turn.end();
}

/** One receiver's calls of an invocation. */
class Turn {
  readonly #webhook: AlertWebhook;
  readonly #keys: SigningKeys;
  readonly #deps: DeliverDeps;
  readonly #until: number;
  readonly #fates: AlertFate[] = [];
  #note: WebhookNote = {};
  /** The one that was not delivered, after which the receiver is left alone. */
  #failure: Receipt | undefined;

  constructor(webhook: AlertWebhook, keys: SigningKeys, deps: DeliverDeps) {
    this.#webhook = webhook;
    this.#keys = keys;
    this.#deps = deps;
    this.#until = deps.clock() + turnMs;
  }

  async take(alert: QueuedAlert): Promise<void> {
    if (this.#failure === undefined && this.#deps.clock() < this.#until) await this.#send(alert);
    else if (this.#failure === undefined) this.#fates.push(wait(alert.id, busyMs.least));
    else this.#keepFailed(alert, this.#failure);
  }

  /** Notes how it went; the receiver is free for others then. */
  async end(): Promise<AlertFate[]> {
    const free_at = toTimestamp(this.#deps.clock());
    await this.#deps.webhooks.note(this.#webhook, { free_at, ...this.#note });

    return this.#fates;
  }

  async #send(alert: QueuedAlert): Promise<void> {
    const { clock, post, public_url } = this.#deps;
    const message = alertMessage(alert.event, public_url);
    const place = { url: this.#webhook.url, keys: this.#keys, now: clock() };
    const receipt = await sendMessage(message, place, post);
    const at = toTimestamp(clock());
    if (receipt.outcome === 'delivered') {
      this.#note.last_delivered_at = at;
      this.#fates.push(done(alert.id));
      return;
    }
    this.#failure = receipt;
    Object.assign(this.#note, { last_failed_at: at, last_failure: receipt.message });
    if (receipt.outcome === 'gone') this.#note.switched_off_at = at;
    this.#keepFailed(alert, receipt);
  }

  /** What waits for a receiver that has just failed, itself or with a message before. */
  #keepFailed({ id, sent_at, event }: QueuedAlert, { outcome, message }: Receipt): void {
    const { clock, random, report } = this.#deps;
    const now = clock();
    const isLost = outcome === 'gone' || isGivenUp(sent_at, now);
    if (isLost) {
      const { org_id, account_id, event_id } = event;
      report('alert-given-up', { org_id, account_id, event_id, message });
      this.#note.last_given_up_at = toTimestamp(now);
      this.#fates.push(done(id));
      return;
    }
    const pause = pauseMs(sent_at, now, random());
    this.#note.free_at ??= toTimestamp(now + silenceMs(pause));
    this.#fates.push(wait(id, pause));
  }
}

function untilFree(
  { free_at }: { readonly free_at: string },
  now: number,
  { random }: Pick<DeliverDeps, 'random'>,
): number {
  return Math.max(busyMs.least, Date.parse(free_at) - now) + random() * busyMs.spread;
}

const done = (id: string): AlertFate => ({ id, done: true });
const wait = (id: string, retry_in_ms: number): AlertFate => ({ id, done: false, retry_in_ms });
