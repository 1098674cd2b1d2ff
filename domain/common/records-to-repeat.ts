import type { Report } from './report.ts';

/** What becomes of a record of a stream. `hopeless`: no number of tries will help. */
export type Fate = 'done' | 'again' | 'hopeless';

export interface AsideDeps<R> {
  /** Puts what is hopeless where an alarm tells people of it. */
  setAside(record: R): Promise<void>;
  readonly report: Report;
}

/** How the records of a stream are worked on. `W`: what a record asks for; `O`: what became of that. */
export interface RecordWork<R, W extends object, O> {
  /** Undefined when the record asks for nothing. */
  readonly parse: (record: R) => W | 'unreadable' | undefined;
  /** The outcomes in the order of what was asked for. */
  readonly perform: (asked: readonly W[]) => Promise<readonly O[]>;
  /** Undefined: nothing is known of what became of it. */
  readonly fateOf: (outcome: O | undefined, record: R) => Fate;
}

/** What names a record of a stream, and its place there. */
interface StreamRecord {
  readonly eventID?: string | undefined;
  readonly dynamodb?: { readonly SequenceNumber?: string | undefined } | undefined;
}

/** Which records a stream has to deliver again, as Lambda is told. */
export interface RecordsToRepeat {
  batchItemFailures: { itemIdentifier: string }[];
}

/**
 * Works on records of a stream, and answers with those that it has to deliver again. Each has a fate of its own; what is hopeless or
 * unreadable is set aside, or comes again until that succeeds.
 */
export async function recordsToRepeat<R extends StreamRecord, W extends object, O>(
  records: readonly R[],
  { parse, perform, fateOf }: RecordWork<R, W, O>,
  deps: AsideDeps<R>,
): Promise<RecordsToRepeat> {
  const read = records.map((record) => ({ record, asked: parse(record) }));
  const works = read.flatMap(({ asked }) => (typeof asked === 'object' ? asked : []));
  const outcomes = await perform(works);
  const byWork = new Map(works.map((work, at) => [work, outcomes[at]]));
  const repeated = await Promise.all(
    read.map(async ({ record, asked }) => {
      if (asked === undefined) return [];
      const fate = asked === 'unreadable' ? 'hopeless' : fateOf(byWork.get(asked), record);
      if (!(await mustRepeat(record, fate, deps))) return [];
      return [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }];
    }),
  );

  return { batchItemFailures: repeated.flat() };
}

async function mustRepeat<R extends StreamRecord>(
  record: R,
  fate: Fate,
  { setAside, report }: AsideDeps<R>,
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
