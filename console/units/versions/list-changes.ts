/** What happened to a list, in sentences: what was added where, removed, and moved. One thing that moves is one sentence. */
export function listChanges(from: readonly string[], to: readonly string[]): readonly string[] {
  const [before, after] = [keyed(from), keyed(to)];
  const [had, has] = [placesOf(before), placesOf(after)];
  const stayed = longestRising(
    after.filter(({ key }) => had.has(key)),
    had,
  );
  const removed = before.filter(({ key }) => !has.has(key)).map(({ text }) => `Removed: ${text}`);
  const rest = after.flatMap(({ key, text }, place) => {
    const was = had.get(key);
    if (was === undefined)
      return [`Added${place === 0 && from.length > 0 ? ' in front' : ''}: ${text}`];
    return stayed.has(key) ? [] : [`Moved from place ${was + 1} to ${place + 1}: ${text}`];
  });
  return [...removed, ...rest];
}

interface Keyed {
  readonly key: string;
  readonly text: string;
}

/** Of what is there several times, which of them: the first, the second. */
function keyed(texts: readonly string[]): readonly Keyed[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const nth = (seen.get(text) ?? 0) + 1;
    seen.set(text, nth);
    return { key: `${nth} ${text}`, text };
  });
}

const placesOf = (items: readonly Keyed[]) =>
  new Map(items.map(({ key }, place) => [key, place] as const));

/** The most items that kept their order among each other. */
function longestRising(items: readonly Keyed[], places: ReadonlyMap<string, number>): Set<string> {
  const place = (i: number) => places.get(items[i]?.key ?? '') ?? 0;
  const best: { length: number; before: number | undefined }[] = [];
  for (let i = 0; i < items.length; i += 1) {
    best[i] = { length: 1, before: undefined };
    for (let j = 0; j < i; j += 1) {
      const length = (best[j]?.length ?? 0) + 1;
      if (place(j) < place(i) && length > (best[i]?.length ?? 0)) best[i] = { length, before: j };
    }
  }
  const kept = new Set<string>();
  const lengths = best.map(({ length }) => length);
  let at: number | undefined = lengths.indexOf(Math.max(0, ...lengths));
  while (at !== undefined && at >= 0) {
    kept.add(items[at]?.key ?? '');
    at = best[at]?.before;
  }
  return kept;
}
