import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type ClosedAudit, closedRow } from '../../adapters/dynamodb/audit/audit-items.ts';

let made = 0;

/** A record of the stream of table `audit`. Sequence numbers are in the order in which the records are made. */
export function anAuditRecord(
  item: Record<string, unknown>,
  eventName: NonNullable<DynamoDBRecord['eventName']> = 'INSERT',
): DynamoDBRecord {
  made += 1;
  const image = asJson(marshall(item, { removeUndefinedValues: true })) as never;

  return {
    eventID: `event-${made}`,
    eventName,
    dynamodb: {
      SequenceNumber: String(made).padStart(21, '0'),
      ...(eventName === 'REMOVE' ? { OldImage: image } : { NewImage: image }),
    },
  };
}

/** As Lambda hands it over: bytes in base64. */
function asJson(image: Readonly<Record<string, { readonly B?: Uint8Array | undefined }>>): object {
  const attributes = Object.entries(image).map(([name, value]) => [
    name,
    value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') },
  ]);

  return Object.fromEntries(attributes);
}

/** A row as it lies in table `audit`. */
export function auditItem(row: ClosedAudit, number = 1): Record<string, unknown> {
  return closedRow('audit', row, number).Put?.Item ?? {};
}
