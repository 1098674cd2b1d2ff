import { newTraceHeader } from '../common/trace-header.ts';
import { eventPattern } from '../events/event-pattern.ts';
import type { InternalCall } from '../gate.ts';
import type { Functions } from '../lambda/functions.ts';
import { invokeWithRoom } from '../lambda/invoke-with-room.ts';
import type { Outcome } from '../lambda/lambda-environment.ts';
import { type Mapping, type Poller, reportsFailures } from '../lambda/mapping.ts';
import type { OnProblem } from '../problems.ts';
import type { QueueService } from '../sqs/queue-service.ts';
import { type ReceivedMessage, receiveResult } from '../sqs/sqs-shapes.ts';
import { nameInArn, queueUrl } from '../template/place.ts';
import { failedItems } from './batch-response.ts';
import { filterView, sqsRecord } from './sqs-event.ts';

export interface SqsPollerOptions {
  readonly mapping: () => Mapping;
  readonly functions: Functions;
  readonly queues: QueueService;
  /** Calls SQS as Lambda. */
  readonly call: InternalCall;
  readonly onProblem: OnProblem;
}

/** Batches at once for a mapping that names no maximum: as many pollers as Lambda begins with. */
const defaultConcurrency = 5;

/** Waited after SQS or Lambda refused, ms. */
const backOff = 1_000;

/**
 * Reads a queue for a function as Lambda does. It sleeps until the queue may have something, so that an idle one costs
 * nothing. A message leaves the queue only when the function succeeded with it: a failed one is simply not deleted and
 * comes back when its visibility timeout ends. SQS itself holds back the group of a message in flight. A batch for which the
 * function has no room is tried until then, and keeps its place among the batches at once.
 */
export class SqsPoller implements Poller {
  readonly #options: SqsPollerOptions;
  readonly #forget: () => void;
  #running = 0;
  #pumping = false;
  #again = false;
  readonly #stopping = new AbortController();
  #retry: NodeJS.Timeout | undefined;

  constructor(options: SqsPollerOptions) {
    this.#options = options;
    const queue = nameInArn(options.mapping().EventSourceArn);
    this.#forget = options.queues.onArrival(queue, () => this.changed());
    this.changed();
  }

  changed(): void {
    this.#pump().catch((error) => this.#pause(error));
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#retry);
    this.#forget();
  }

  /** Takes batches until the queue is empty or enough of them are at work. */
  async #pump(): Promise<void> {
    this.#again = true;
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#again && this.#mayTake()) {
        this.#again = false;
        const receivedAt = Date.now();
        const messages = await this.#receive();
        if (messages.length === 0) continue;
        this.#again = true;
        this.#running += 1;
        this.#process(messages, receivedAt)
          .catch((error) => this.#pause(error))
          .finally(() => {
            this.#running -= 1;
            this.changed();
          });
      }
    } finally {
      this.#pumping = false;
    }
  }

  #mayTake(): boolean {
    const { Enabled, ScalingConfig } = this.#options.mapping();
    const limit = ScalingConfig.MaximumConcurrency ?? defaultConcurrency;
    return (
      Enabled &&
      !this.#stopping.signal.aborted &&
      this.#retry === undefined &&
      this.#running < limit
    );
  }

  #pause(error: unknown): void {
    this.#options.onProblem(`mapping of ${this.#options.mapping().EventSourceArn}`, error);
    if (this.#stopping.signal.aborted || this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.changed();
    }, backOff).unref();
  }

  async #receive(): Promise<ReceivedMessage[]> {
    const { BatchSize } = this.#options.mapping();
    const messages: ReceivedMessage[] = [];
    while (messages.length < BatchSize) {
      const MaxNumberOfMessages = Math.min(10, BatchSize - messages.length);
      const answer = await this.#sqs('ReceiveMessage', {
        MaxNumberOfMessages,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages } = receiveResult.parse(answer);
      messages.push(...Messages);
      // Fewer than asked for is all there is. A batch of a FIFO queue is what one call gives, ten at most.
      if (Messages.length < MaxNumberOfMessages) break;
    }
    return messages;
  }

  async #process(messages: readonly ReceivedMessage[], receivedAt: number): Promise<void> {
    const { EventSourceArn, FilterCriteria } = this.#options.mapping();
    const patterns = FilterCriteria.Filters.map(({ Pattern }) => eventPattern(JSON.parse(Pattern)));
    const wanted = messages.filter((message) => {
      const view = filterView(sqsRecord(message, EventSourceArn));
      return patterns.length === 0 || patterns.some((matches) => matches(view));
    });
    // What no filter wants is deleted, as Lambda does.
    const unwanted = messages.filter((message) => !wanted.includes(message));
    if (unwanted.length > 0) await this.#remove(unwanted);
    if (wanted.length === 0) return;

    const outcome = await this.#invoke(wanted, receivedAt);
    if (outcome?.ok)
      await this.#remove(succeeded(this.#options.mapping(), wanted, outcome.payload));
  }

  #invoke(messages: readonly ReceivedMessage[], receivedAt: number): Promise<Outcome | undefined> {
    const { mapping, functions, queues } = this.#options;
    const { EventSourceArn, FunctionName } = mapping();
    const Records = messages.map((message) => sqsRecord(message, EventSourceArn));
    const event = JSON.stringify({ Records });
    const upstream = messages[0]?.Attributes.AWSTraceHeader;
    const { VisibilityTimeout = 30 } = queues.queues.get(nameInArn(EventSourceArn)) ?? {};
    return invokeWithRoom(() => functions.invoke(FunctionName, event, newTraceHeader(upstream)), {
      until: receivedAt + Number(VisibilityTimeout) * 1000,
      mayTry: () => mapping().Enabled,
      signal: this.#stopping.signal,
    });
  }

  async #remove(messages: readonly ReceivedMessage[]): Promise<void> {
    for (let start = 0; start < messages.length; start += 10) {
      const Entries = messages.slice(start, start + 10).map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
      }));
      await this.#sqs('DeleteMessageBatch', { Entries });
    }
  }

  async #sqs(action: string, input: object): Promise<unknown> {
    const QueueUrl = queueUrl(nameInArn(this.#options.mapping().EventSourceArn));
    return await this.#options.call('sqs', action, { QueueUrl, ...input });
  }
}

function succeeded(
  mapping: Mapping,
  messages: readonly ReceivedMessage[],
  payload: string,
): readonly ReceivedMessage[] {
  if (!reportsFailures(mapping)) return messages;
  const ids = messages.map(({ MessageId }) => MessageId);
  const failed = failedItems(payload, ids) ?? ids;
  return messages.filter(({ MessageId }) => !failed.includes(MessageId));
}
