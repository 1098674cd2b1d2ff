/** What has become of each thing to do. */
export type Progress<Result> =
  | { readonly state: 'waiting' | 'running' }
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'failed'; readonly error: unknown };

interface Work<Item, Result> {
  readonly items: readonly Item[];
  readonly run: (item: Item) => Promise<Result>;
  /** How many at once. */
  readonly atOnce: number;
  readonly onProgress: (item: Item, progress: Progress<Result>) => void;
}

/** Does something with each item, a few at once; what fails does not hold up the others. */
export async function linkMany<Item, Result>(work: Work<Item, Result>): Promise<void> {
  const { items, run, atOnce, onProgress } = work;
  for (const item of items) onProgress(item, { state: 'waiting' });
  const left = items.values();
  const worker = async () => {
    for (const item of left) {
      onProgress(item, { state: 'running' });
      try {
        onProgress(item, { state: 'done', result: await run(item) });
      } catch (error) {
        onProgress(item, { state: 'failed', error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
