import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { Report } from '../../domain/common/report.ts';

/** What becomes of a record of a stream. `hopeless`: no number of tries will help. */
export type Fate = 'done' | 'again' | 'hopeless';

export interface AsideDeps {
  /** Puts what is hopeless where an alarm tells people of it. */
  setAside(record: DynamoDBRecord): Promise<void>;
  readonly report: Report;
}

/** What the stream is told: where it has to go on from. What is hopeless is set aside, or tried again until that succeeds. */
export async function answerStream(
  fates: readonly (readonly [DynamoDBRecord, Fate])[],
  deps: AsideDeps,
): Promise<DynamoDBBatchResponse> {
  const repeated = await Promise.all(
    fates.map(async ([record, fate]) => ((await mustRepeat(record, fate, deps)) ? [record] : [])),
  );

  return {
    batchItemFailures: repeated.flat().map(({ dynamodb }) => ({
      itemIdentifier: dynamodb?.SequenceNumber ?? '',
    })),
  };
}

async function mustRepeat(
  record: DynamoDBRecord,
  fate: Fate,
  { setAside, report }: AsideDeps,
): Promise<boolean> {
  if (fate !== 'hopeless') return fate === 'again';
  try {
    await setAside(record);
    return false;
  } catch (error) {
    report('record-not-set-aside', { event_id: record.eventID, error });
    return true;
  }
}
