import * as z from 'zod';

/** The parts of SQS requests and answers that the local cloud looks into; the rest passes through. */

export const queueInput = z.looseObject({ QueueUrl: z.string() });

export const sendEntry = z.looseObject({
  Id: z.string().default('single'),
  MessageBody: z.string().default(''),
  MessageAttributes: z.unknown().optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
  DelaySeconds: z.number().optional(),
});

export type SendEntry = z.infer<typeof sendEntry>;

export const sendBatchInput = z.looseObject({ Entries: z.array(sendEntry).default([]) });

export const sendResult = z.looseObject({
  Id: z.string().default('single'),
  MessageId: z.string(),
  SequenceNumber: z.string().optional(),
});

export type SendResult = z.infer<typeof sendResult>;

export const sendBatchResult = z.looseObject({ Successful: z.array(sendResult).default([]) });

export const receiveInput = z.looseObject({ VisibilityTimeout: z.number().optional() });

export const receivedMessage = z.looseObject({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z.record(z.string(), z.looseObject({ DataType: z.string() })).default({}),
});

export type ReceivedMessage = z.infer<typeof receivedMessage>;

export const receiveResult = z.looseObject({ Messages: z.array(receivedMessage).default([]) });

const handleEntry = z.looseObject({
  Id: z.string().default('single'),
  ReceiptHandle: z.string().default(''),
  VisibilityTimeout: z.number().optional(),
});

export const handleInput = z.looseObject({
  ReceiptHandle: z.string().optional(),
  VisibilityTimeout: z.number().optional(),
  Entries: z.array(handleEntry).optional(),
});

export const batchResult = z.looseObject({
  Successful: z.array(z.looseObject({ Id: z.string() })).optional(),
});

export const createInput = z.looseObject({
  QueueName: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
});

export const attributesInput = createInput.pick({ Attributes: true });

export const redrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number(),
});
