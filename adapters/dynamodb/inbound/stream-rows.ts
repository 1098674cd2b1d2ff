import type { DynamoDBRecord } from 'aws-lambda';
import type { EventJob } from '../../../domain/inbound/inbound-job.ts';
import { itemOf } from '../stream-image.ts';
import { jobOf, toRow } from './inbound-rows.ts';

/** A record of the stream of `inbound` as what is to be worked off; undefined for what asks for nothing, `unreadable` for what should. */
export function toEventJob({ dynamodb }: DynamoDBRecord): EventJob | 'unreadable' | undefined {
  const item = itemOf(dynamodb?.NewImage);
  if (item.job === undefined) return undefined;
  try {
    return jobOf(toRow(item));
  } catch {
    return 'unreadable';
  }
}
