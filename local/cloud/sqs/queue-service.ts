import * as z from 'zod';
import {
  type AwsAnswer,
  type AwsCall,
  AwsError,
  type AwsService,
  jsonAnswer,
} from '../common/aws-call.ts';
import { scopedEntry, unscopedId } from './deduplication.ts';
import { Delays } from './delays.ts';
import type { Fauxqs } from './fauxqs.ts';
import { InFlightMessages } from './in-flight.ts';
import { addressed, type Input, queueName, secure } from './queue-address.ts';
import type { QueueJournal } from './queue-journal.ts';
import { sqsAuthorizations } from './sqs-authorization.ts';
import * as shapes from './sqs-shapes.ts';

/** SQS refuses to make a queue anew this soon after it was deleted, ms. */
const deletedRecently = 60_000;

/**
 * SQS: the emulator, plus what it lacks. Deduplication per group, a journal, and word to the pollers when a queue may
 * have something to deliver.
 */
export class QueueService implements AwsService {
  readonly #fauxqs: Fauxqs;
  readonly #journal: QueueJournal;
  readonly #inFlight = new InFlightMessages((queue) => this.#wake(queue));
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #deletedAt = new Map<string, number>();
  readonly #lastSequence = new Map<string, string>();
  readonly #delays = new Delays();

  constructor(fauxqs: Fauxqs, journal: QueueJournal) {
    this.#fauxqs = fauxqs;
    this.#journal = journal;
  }

  /** Queues that exist, with the attributes they were made with. */
  get queues(): ReadonlyMap<string, Readonly<Record<string, string>>> {
    return this.#journal.queues;
  }

  readonly authorizations = sqsAuthorizations;

  async handle(call: AwsCall): Promise<AwsAnswer> {
    const input = z.record(z.string(), z.unknown()).parse(JSON.parse(call.body.toString() || '{}'));
    return jsonAnswer(await this.call(call.action, input));
  }

  /** Calls `listener` whenever the queue may have something new to deliver. */
  onArrival(queue: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(queue) ?? new Set();
    this.#listeners.set(queue, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  stop(): void {
    this.#inFlight.clear();
    this.#delays.clear();
    this.#journal.close();
  }

  /** @throws AwsError for a refusal. */
  async call(action: string, input: Input): Promise<unknown> {
    switch (action) {
      case 'CreateQueue':
        return await this.#create(input);
      case 'DeleteQueue':
        return await this.#delete(input);
      case 'SetQueueAttributes':
        return await this.#setAttributes(input);
      case 'PurgeQueue':
        return await this.#purge(input);
      case 'SendMessage':
        return await this.#send(input);
      case 'SendMessageBatch':
        return await this.#sendBatch(input);
      case 'ReceiveMessage':
        return await this.#receive(input);
      case 'DeleteMessage':
      case 'DeleteMessageBatch':
      case 'ChangeMessageVisibility':
      case 'ChangeMessageVisibilityBatch':
        return await this.#settle(action, input);
      default:
        return secure(await this.#fauxqs.call(action, addressed(input)));
    }
  }

  async #create(input: Input): Promise<unknown> {
    const { QueueName: name, Attributes: attributes } = shapes.createInput.parse(input);
    if (Date.now() - (this.#deletedAt.get(name) ?? 0) < deletedRecently) {
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      );
    }
    const answer = await this.#fauxqs.call('CreateQueue', input);
    if (!this.queues.has(name)) {
      this.#journal.add({ op: 'queue', name, attributes });
      this.#wake(name);
    }
    return secure(answer);
  }

  async #setAttributes(input: Input): Promise<unknown> {
    const name = queueName(input);
    const { Attributes } = shapes.attributesInput.parse(input);
    const answer = await this.#fauxqs.call('SetQueueAttributes', addressed(input));
    const attributes = { ...this.#attributes(name), ...Attributes };
    this.#journal.add({ op: 'queue', name, attributes });
    return answer;
  }

  async #delete(input: Input): Promise<unknown> {
    const name = queueName(input);
    const answer = await this.#fauxqs.call('DeleteQueue', addressed(input));
    this.#journal.add({ op: 'drop', name });
    this.#deletedAt.set(name, Date.now());
    return answer;
  }

  async #purge(input: Input): Promise<unknown> {
    const answer = await this.#fauxqs.call('PurgeQueue', addressed(input));
    this.#journal.add({ op: 'purge', name: queueName(input) });
    return answer;
  }

  async #send(input: Input): Promise<unknown> {
    const queue = queueName(input);
    const entry = shapes.sendEntry.parse(input);
    const { Id: _, ...scoped } = scopedEntry(entry, this.#attributes(queue));
    const answer = await this.#fauxqs.call('SendMessage', addressed({ ...input, ...scoped }));
    this.#sent(queue, entry, shapes.sendResult.parse(answer));
    return answer;
  }

  async #sendBatch(input: Input): Promise<unknown> {
    const queue = queueName(input);
    const { Entries: entries } = shapes.sendBatchInput.parse(input);
    const Entries = entries.map((entry) => scopedEntry(entry, this.#attributes(queue)));
    const answer = await this.#fauxqs.call('SendMessageBatch', { ...addressed(input), Entries });
    for (const result of shapes.sendBatchResult.parse(answer).Successful) {
      const entry = entries.find(({ Id }) => Id === result.Id);
      if (entry !== undefined) this.#sent(queue, entry, result);
    }
    return answer;
  }

  #sent(queue: string, entry: shapes.SendEntry, result: shapes.SendResult): void {
    const sequence = result.SequenceNumber ?? '';
    // A number seen before: the answer to a duplicate, which was not enqueued.
    if (sequence !== '' && sequence <= (this.#lastSequence.get(queue) ?? '')) return;
    this.#lastSequence.set(queue, sequence);
    const seconds = entry.DelaySeconds ?? Number(this.#attributes(queue).DelaySeconds ?? 0);
    this.#journal.add({
      op: 'send',
      queue,
      id: result.MessageId,
      body: entry.MessageBody,
      attributes: entry.MessageAttributes,
      group: entry.MessageGroupId,
      deduplication: entry.MessageDeduplicationId,
      delayedUntil: seconds > 0 ? Date.now() + seconds * 1000 : undefined,
      receives: 0,
    });
    this.#delays.after(seconds, () => this.#wake(queue));
  }

  async #receive(input: Input): Promise<unknown> {
    const queue = queueName(input);
    const { VisibilityTimeout } = shapes.receiveInput.parse(input);
    const answer = shapes.receiveResult.parse(
      await this.#fauxqs.call('ReceiveMessage', addressed(input)),
    );
    const seconds = VisibilityTimeout ?? Number(this.#attributes(queue).VisibilityTimeout ?? 30);
    for (const message of answer.Messages) {
      this.#inFlight.add(message.ReceiptHandle, { queue, id: message.MessageId }, seconds);
      this.#journal.add({ op: 'receive', id: message.MessageId });
      const id = message.Attributes.MessageDeduplicationId;
      if (id !== undefined) message.Attributes.MessageDeduplicationId = unscopedId(id);
    }
    return answer.Messages.length === 0 ? {} : answer;
  }

  /** Deletes messages or changes when they return. */
  async #settle(action: string, input: Input): Promise<unknown> {
    const { Entries, ReceiptHandle = '', VisibilityTimeout } = shapes.handleInput.parse(input);
    const entries = Entries ?? [{ Id: 'single', ReceiptHandle, VisibilityTimeout }];
    if (entries.some(({ VisibilityTimeout: seconds = 0 }) => !Number.isInteger(seconds))) {
      throw new AwsError('SerializationException', 'VisibilityTimeout is not an integer');
    }
    const answer = await this.#fauxqs.call(action, addressed(input));
    const done = shapes.batchResult.parse(answer).Successful?.map(({ Id }) => Id);
    for (const entry of entries) {
      if (done !== undefined && !done.includes(entry.Id)) continue;
      if (action.startsWith('Delete')) this.#deleted(entry.ReceiptHandle);
      else this.#changed(entry.ReceiptHandle, entry.VisibilityTimeout ?? 0);
    }
    return answer;
  }

  #deleted(handle: string): void {
    const message = this.#inFlight.take(handle);
    if (message === undefined) return;
    this.#journal.add({ op: 'delete', id: message.id });
    this.#wake(message.queue);
  }

  #changed(handle: string, seconds: number): void {
    if (seconds > 0) {
      this.#inFlight.change(handle, seconds);
      return;
    }
    const message = this.#inFlight.take(handle);
    if (message !== undefined) this.#wake(message.queue);
  }

  #attributes(queue: string): Readonly<Record<string, string>> {
    return this.queues.get(queue) ?? {};
  }

  #wake(queue: string): void {
    for (const listener of this.#listeners.get(queue) ?? []) listener();
  }
}
