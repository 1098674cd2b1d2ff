import { region } from '../template/place.ts';
import type { StreamRecord } from './stream-shards.ts';

const eventNames = new Set(['INSERT', 'MODIFY', 'REMOVE']);

/** A stream in the template's terms, and which of its records are of items that the cloud itself removed as expired. */
export interface StreamSource {
  readonly arn: string;
  readonly hasExpired: (record: StreamRecord) => boolean;
}

/** A record as Lambda hands it to a function, in the template's terms. */
export function streamEventRecord(
  record: StreamRecord,
  { arn, hasExpired }: StreamSource,
): Record<string, unknown> {
  // DynamoDB Local gives what its time-to-live removed a name that is none, and no identity.
  const isKnown = eventNames.has(record.eventName);
  const expired = !isKnown || hasExpired(record);
  return {
    ...record,
    eventName: isKnown ? record.eventName : 'REMOVE',
    awsRegion: region,
    eventSource: 'aws:dynamodb',
    eventSourceARN: arn,
    ...(expired
      ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }
      : {}),
  };
}
