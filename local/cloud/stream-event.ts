import { region } from './place.ts';
import type { StreamRecord } from './stream-shards.ts';

const eventNames = new Set(['INSERT', 'MODIFY', 'REMOVE']);

/** A record as Lambda hands it to a function, in the template's terms. */
export function streamEventRecord(
  record: StreamRecord,
  streamArn: string,
): Record<string, unknown> {
  // DynamoDB Local gives what its time-to-live removed a name that is none, and no identity.
  const expired = !eventNames.has(record.eventName);
  return {
    ...record,
    eventName: expired ? 'REMOVE' : record.eventName,
    awsRegion: region,
    eventSource: 'aws:dynamodb',
    eventSourceARN: streamArn,
    ...(expired
      ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }
      : {}),
  };
}
