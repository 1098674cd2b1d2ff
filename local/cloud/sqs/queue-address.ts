import { queueUrl } from '../template/place.ts';
import { queueInput } from './sqs-shapes.ts';

/** A request to SQS: an object of parameters. */
export type Input = Record<string, unknown>;

/** Only the queue's own name counts: any host leads to the one region there is. */
export function queueName(input: Input): string {
  const { QueueUrl } = queueInput.parse(input);
  return QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
}

/** The request as the emulator wants it: it knows its queues by http. */
export function addressed(input: Input): Input {
  if (typeof input.QueueUrl !== 'string') return input;
  return { ...input, QueueUrl: queueUrl(queueName(input)).replace('https:', 'http:') };
}

/** An answer with queue URLs as they are at AWS. */
export function secure(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll('"http://sqs.', '"https://sqs.'));
}
