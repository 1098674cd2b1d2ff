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

/**
 * Works on records of a stream, and answers with those that it has to deliver again. Each has a fate of its own; what is hopeless or
 * unreadable is set aside, or comes again until that succeeds.
 */
export async function recordsToRepeat<R extends { readonly eventID?: string }, W extends object, O>(
  records: readonly R[],
  { parse, perform, fateOf }: RecordWork<R, W, O>,
  deps: AsideDeps<R>,
): Promise<R[]> {
  const read = records.map((record) => ({ record, asked: parse(record) }));
  const works = read.flatMap(({ asked }) => (typeof asked === 'object' ? asked : []));
  const outcomes = await perform(works);
  const byWork = new Map(works.map((work, at) => [work, outcomes[at]]));
  const repeated = await Promise.all(
    read.map(async ({ record, asked }) => {
      if (asked === undefined) return [];
      const fate = asked === 'unreadable' ? 'hopeless' : fateOf(byWork.get(asked), record);
      return (await mustRepeat(record, fate, deps)) ? [record] : [];
    }),
  );

  return repeated.flat();
}

async function mustRepeat<R extends { readonly eventID?: string }>(
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
