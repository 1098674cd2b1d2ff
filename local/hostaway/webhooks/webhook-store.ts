import type { Journal } from '../../journal.ts';
import { type StoredWebhook, storedWebhookSchema } from './stored-webhook.ts';

/** Every account's webhooks, in memory and in the journal. */
export class WebhookStore {
  readonly #journal: Journal;
  readonly #webhooks = new Map<number, StoredWebhook>();
  #lastId = 300;

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const value of journal.values('webhook')) {
      const webhook = storedWebhookSchema.parse(value);
      this.#webhooks.set(webhook.id, webhook);
      this.#lastId = Math.max(this.#lastId, webhook.id);
    }
  }

  nextId(): number {
    this.#lastId += 1;

    return this.#lastId;
  }

  /** A copy to work on; undefined also for another account's. */
  find(id: number, accountId?: number): StoredWebhook | undefined {
    const webhook = this.#webhooks.get(id);
    if (webhook === undefined) return undefined;

    return accountId === undefined || webhook.account_id === accountId ? { ...webhook } : undefined;
  }

  save(webhook: StoredWebhook): void {
    this.#webhooks.set(webhook.id, { ...webhook });
    this.#journal.write('webhook', webhook.id, webhook);
  }

  remove(id: number): void {
    this.#webhooks.delete(id);
    this.#journal.write('webhook', id, undefined);
  }

  /** By id; of one account or of all. */
  list(accountId?: number): StoredWebhook[] {
    return [...this.#webhooks.values()]
      .filter(({ account_id }) => accountId === undefined || account_id === accountId)
      .map((webhook) => ({ ...webhook }));
  }
}
