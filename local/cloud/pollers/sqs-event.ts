import type { ReceivedMessage } from '../sqs/sqs-shapes.ts';
import { region } from '../template/place.ts';

/** A message as Lambda hands it to a function. */
export function sqsRecord(message: ReceivedMessage, queueArn: string): Record<string, unknown> {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes).map(([name, value]) => [
        name,
        {
          stringValue: value.StringValue,
          binaryValue: value.BinaryValue,
          stringListValues: [],
          binaryListValues: [],
          dataType: value.DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

/** What the filters of a mapping on a queue see: the body as JSON where it is JSON. */
export function filterView(record: Record<string, unknown>): Record<string, unknown> {
  return { ...record, body: parsed(record.body) };
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return body;
  }
}
