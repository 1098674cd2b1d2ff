import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetter, DeadLetters, Fate } from '../../domain/recovery/redrive.ts';
import { type SyncJob, syncJobSchema } from '../../domain/sync/sync-job.ts';
import { targetQueueUrl } from './job-queue.ts';

export interface DeadLetterUrls {
  readonly dead_letters: string;
  /** A target's own queue is `<prefix><target id>.fifo`. */
  readonly target_prefix: string;
}

const batchLength = 10;
const hiddenSeconds = 60;

/** The dead-letter queue that all targets share. */
export class SqsDeadLetters implements DeadLetters {
  readonly #client: SQSClient;
  readonly #urls: DeadLetterUrls;

  constructor(client: SQSClient, urls: DeadLetterUrls) {
    this.#client = client;
    this.#urls = urls;
  }

  async receive(): Promise<DeadLetter[]> {
    const { Messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#urls.dead_letters,
        MaxNumberOfMessages: batchLength,
        VisibilityTimeout: hiddenSeconds,
        // Asks all of the queue's servers: without it, an empty answer would not mean an empty queue.
        WaitTimeSeconds: 1,
      }),
    );

    return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '' }) => ({
      id: MessageId,
      handle: ReceiptHandle,
      job: toJob(Body),
    }));
  }

  async resend(letters: readonly DeadLetter[]): Promise<Fate[]> {
    const fates = new Map<string, Fate>();
    for (const [targetId, group] of Map.groupBy(letters, ({ job }) => job?.target_id ?? ''))
      await this.#resendTo(targetQueueUrl(this.#urls.target_prefix, targetId), group, fates);

    return letters.map(({ id }) => fates.get(id) ?? 'refused');
  }

  async remove(letters: readonly DeadLetter[]): Promise<void> {
    for (const Entries of entriesOf(letters))
      await this.#client.send(
        new DeleteMessageBatchCommand({ QueueUrl: this.#urls.dead_letters, Entries }),
      );
  }

  async release(letters: readonly DeadLetter[]): Promise<void> {
    for (const entries of entriesOf(letters)) {
      const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
      await this.#client.send(
        new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#urls.dead_letters, Entries }),
      );
    }
  }

  async #resendTo(
    QueueUrl: string,
    letters: readonly DeadLetter[],
    fates: Map<string, Fate>,
  ): Promise<void> {
    const Entries = letters.map(({ id, job }, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(job),
      MessageGroupId: job?.listing_id ?? '',
      // New, or the queue would drop it; the same for the same letter, should it be taken out too late.
      MessageDeduplicationId: `redrive:${id}`,
    }));
    try {
      const { Successful = [] } = await this.#client.send(
        new SendMessageBatchCommand({ QueueUrl, Entries }),
      );
      for (const { Id } of Successful) fates.set(letters[Number(Id)]?.id ?? '', 'sent');
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) throw error;
      for (const { id } of letters) fates.set(id, 'gone');
    }
  }
}

function entriesOf(letters: readonly DeadLetter[]) {
  const entries = letters.map(({ handle }, index) => ({
    Id: String(index),
    ReceiptHandle: handle,
  }));

  return Array.from({ length: Math.ceil(entries.length / batchLength) }, (_, index) =>
    entries.slice(index * batchLength, (index + 1) * batchLength),
  );
}

function toJob(body: string): SyncJob | undefined {
  try {
    return syncJobSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
