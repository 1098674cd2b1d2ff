import type { Report } from './report.ts';

/** What becomes of a record of a stream. `hopeless`: no number of tries will help. */
export type Fate = 'done' | 'again' | 'hopeless';

export interface AsideDeps<R> {
  /** Puts what is hopeless where an alarm tells people of it. */
  setAside(record: R): Promise<void>;
  readonly report: Report;
}

/** The records that a stream has to deliver again. What is hopeless is set aside, or comes again until that succeeds. */
export async function recordsToRepeat<R extends { readonly eventID?: string }>(
  fates: readonly (readonly [R, Fate])[],
  deps: AsideDeps<R>,
): Promise<R[]> {
  const repeated = await Promise.all(
    fates.map(async ([record, fate]) => ((await mustRepeat(record, fate, deps)) ? [record] : [])),
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
