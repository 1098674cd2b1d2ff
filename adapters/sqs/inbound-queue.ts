import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Report } from '../../domain/common/report.ts';
import {
  groupOf,
  type InboundJob,
  type InboundMessage,
  type InboundQueue,
  inboundJobSchema,
} from '../../domain/inbound/inbound-job.ts';
import type { Env } from '../config/env.ts';

type Queued = Parameters<InboundQueue['send']>[0][number];

const batchSize = 10;

export function inboundQueueUrl({ QUEUE_URL_PREFIX }: Pick<Env, 'QUEUE_URL_PREFIX'>): string {
  return `${QUEUE_URL_PREFIX}inbound.fifo`;
}

/** The FIFO queue of what is to be worked off. */
export class SqsInboundQueue implements InboundQueue {
  readonly #client: SQSClient;
  readonly #url: string;
  readonly #report: Report;

  constructor(client: SQSClient, { url, report }: { url: string; report: Report }) {
    this.#client = client;
    this.#url = url;
    this.#report = report;
  }

  async send(jobs: readonly Queued[]): Promise<readonly InboundJob[]> {
    const left: InboundJob[] = [];
    // One after the other: of one reservation what came first goes first.
    for (let from = 0; from < jobs.length; from += batchSize)
      left.push(...(await this.#sendBatch(jobs.slice(from, from + batchSize))));

    return left;
  }

  async #sendBatch(batch: readonly Queued[]): Promise<readonly InboundJob[]> {
    try {
      const Entries = batch.map(toEntry);
      const { Failed = [] } = await this.#client.send(
        new SendMessageBatchCommand({ QueueUrl: this.#url, Entries }),
      );
      return Failed.flatMap(({ Id }) => batch[Number(Id)]?.job ?? []);
    } catch (error) {
      this.#report('jobs-not-sent', { queue: this.#url, jobs: batch.length, error });
      return batch.map(({ job }) => job);
    }
  }
}

function toEntry({ job, deduplication_id }: Queued, index: number): SendMessageBatchRequestEntry {
  return {
    Id: String(index),
    MessageBody: JSON.stringify(job),
    MessageGroupId: groupOf(job),
    MessageDeduplicationId: deduplication_id,
  };
}

/** Undefined when the message is no job, which is reported. */
export function toInboundMessage(
  { messageId: id, body, attributes }: SQSRecord,
  report: Report,
): InboundMessage | undefined {
  try {
    const job = inboundJobSchema.parse(JSON.parse(body));

    return { id, sent_at: Number(attributes.SentTimestamp), job };
  } catch (error) {
    report('message-unusable', { message_id: id, error });
    return undefined;
  }
}
