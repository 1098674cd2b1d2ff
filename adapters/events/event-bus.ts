import { setTimeout } from 'node:timers/promises';
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { DomainEvent, EventPublisher } from '../../domain/common/domain-event.ts';
import type { Sleep } from '../../domain/pacing/turn.ts';

/** The bus took some or none of the events. */
export class EventsNotPublishedError extends Error {
  override name = 'EventsNotPublishedError';
}

/** What PutEvents takes at once. */
const batchSize = 10;
const maxTries = 4;
const firstPauseMs = 100;

/** The bus of this name; one per function. Its client is made with the first event, which most invocations have none of. */
export function eventBus(busName: string): EventPublisher {
  let bus: EventBus | undefined;

  return {
    async publish(events) {
      bus ??= new EventBus(new EventBridgeClient({}), busName, (ms) => setTimeout(ms));
      await bus.publish(events);
    },
  };
}

/** Domain events on an EventBridge bus: `detail-type` is the event's name. Consumers may get an event twice. */
export class EventBus implements EventPublisher {
  readonly #client: EventBridgeClient;
  readonly #busName: string;
  readonly #sleep: Sleep;

  constructor(client: EventBridgeClient, busName: string, sleep: Sleep) {
    this.#client = client;
    this.#busName = busName;
    this.#sleep = sleep;
  }

  /** @throws EventsNotPublishedError */
  async publish(events: readonly DomainEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += batchSize)
      await this.#put(events.slice(from, from + batchSize).map((event) => this.#entry(event)));
  }

  /** PutEvents succeeds as a call and fails by entry, so only the entries that failed go again. */
  async #put(batch: readonly PutEventsRequestEntry[]): Promise<void> {
    let left = batch;
    let reason = '';
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      if (attempt > 0) await this.#sleep(firstPauseMs * 2 ** attempt);
      const { Entries = [] } = await this.#client.send(
        new PutEventsCommand({ Entries: [...left] }),
      );
      reason = Entries.find(({ ErrorCode }) => ErrorCode)?.ErrorCode ?? '';
      left = left.filter((_, index) => Entries[index]?.ErrorCode !== undefined);
      if (left.length === 0) return;
    }
    throw new EventsNotPublishedError(`${left.length} of ${batch.length} events: ${reason}`);
  }

  #entry(event: DomainEvent): PutEventsRequestEntry {
    const { name, ...detail } = event;

    return {
      EventBusName: this.#busName,
      Source: 'tvl-channels',
      DetailType: name,
      Time: new Date(event.occurred_at),
      Detail: JSON.stringify(detail),
    };
  }
}
