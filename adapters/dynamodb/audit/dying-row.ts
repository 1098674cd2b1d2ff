import type { DynamoDBRecord } from 'aws-lambda';
import type { ArchivedRow } from '../../../domain/archive/archived-row.ts';
import { itemOf } from '../stream-image.ts';
import { toArchivedRow } from './archived-item.ts';

/**
 * A record of the stream of table `audit` as the row that time-to-live has removed, without its channel; undefined for any other
 * record; `unreadable` for what has not even the keys of a row.
 */
export function toDyingRow({
  eventName,
  dynamodb,
}: DynamoDBRecord): ArchivedRow | 'unreadable' | undefined {
  if (eventName !== 'REMOVE') return undefined;
  try {
    return toArchivedRow(itemOf(dynamodb?.OldImage), null);
  } catch {
    return 'unreadable';
  }
}
