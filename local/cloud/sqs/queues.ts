import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { nameInArn, queueUrl } from '../template/place.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
import type { Fauxqs } from './fauxqs.ts';
import { type JournalMessage, type JournalState, QueueJournal } from './queue-journal.ts';
import { QueueService } from './queue-service.ts';
import { redrivePolicy } from './sqs-shapes.ts';

export interface QueuesOptions {
  readonly fauxqs: Fauxqs;
  readonly resources: Resources;
  /** Undefined: nothing is kept. */
  readonly journalFile: string | undefined;
}

/** Properties that SQS takes as attributes of the same name. */
const schema = z
  .object({
    FifoQueue: z.boolean(),
    ContentBasedDeduplication: z.boolean(),
    DeduplicationScope: z.string(),
    FifoThroughputLimit: z.string(),
    VisibilityTimeout: z.coerce.number(),
    MessageRetentionPeriod: z.coerce.number(),
    DelaySeconds: z.coerce.number(),
    MaximumMessageSize: z.coerce.number(),
    ReceiveMessageWaitTimeSeconds: z.coerce.number(),
    RedrivePolicy: redrivePolicy,
  })
  .partial();

/**
 * Makes the template's queues and those that were made at run time, and sends every undeleted message of the last run
 * again, in order. One that had used up its deliveries goes where it was heading: to the dead letters.
 */
export async function openQueues({
  fauxqs,
  resources,
  journalFile,
}: QueuesOptions): Promise<QueueService> {
  const before = QueueJournal.read(journalFile);
  const journal = new QueueJournal(journalFile);
  const service = new QueueService(fauxqs, journal);
  for (const resource of resources.ofType('AWS::SQS::Queue')) {
    await create(service, nameOf(resource), attributesOf(resource));
  }
  for (const [name, attributes] of before.queues) {
    if (!service.queues.has(name)) await create(service, name, { ...attributes });
  }
  await resend(service, before);
  journal.commit();
  return service;
}

async function create(
  service: QueueService,
  QueueName: string,
  Attributes: Record<string, string>,
): Promise<void> {
  await service.call('CreateQueue', { QueueName, Attributes });
}

async function resend(service: QueueService, before: JournalState): Promise<void> {
  const used = new Set<string>();
  for (const message of before.messages) {
    // A message must not fall to deduplication with its equal, sent long after it.
    const id = `${message.queue} ${message.group} ${message.deduplication ?? message.id}`;
    const unique = used.has(id) ? { ...message, deduplication: message.id } : message;
    used.add(id);
    try {
      await service.call('SendMessage', sending(service, unique));
    } catch (error) {
      // Its queue is gone, e.g. renamed in the template.
      if (!(error instanceof AwsError)) throw error;
    }
  }
}

function sending(service: QueueService, message: JournalMessage): Record<string, unknown> {
  const queue = destination(service, message);
  const fifo = queue.endsWith('.fifo');
  const wait = Math.ceil(((message.delayedUntil ?? 0) - Date.now()) / 1000);
  return {
    QueueUrl: queueUrl(queue),
    MessageBody: message.body,
    MessageAttributes: message.attributes,
    MessageGroupId: message.group,
    MessageDeduplicationId: fifo ? (message.deduplication ?? message.id) : undefined,
    DelaySeconds: !fifo && wait > 0 ? wait : undefined,
  };
}

function destination(service: QueueService, { queue, receives }: JournalMessage): string {
  const policy = service.queues.get(queue)?.RedrivePolicy;
  if (policy === undefined) return queue;
  const { deadLetterTargetArn, maxReceiveCount } = redrivePolicy.parse(JSON.parse(policy));
  return receives >= maxReceiveCount ? nameInArn(deadLetterTargetArn) : queue;
}

function nameOf(resource: Resource): string {
  return resource.ref.slice(resource.ref.lastIndexOf('/') + 1);
}

function attributesOf(resource: Resource): Record<string, string> {
  return Object.fromEntries(
    Object.entries(propertiesOf(resource, schema)).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}
