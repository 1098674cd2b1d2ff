import { plainText } from '../common/words/plain-text.ts';

/** The words of a name, without the marker that we put into names, case, accents and signs. */
export function nameWords(name: string | null): readonly string[] {
  const text = plainText((name ?? '').replace(/\[tvl:[^\]]*\]/, ''));
  return [...new Set(text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''))];
}

/** How much a word tells of a name: the fewer names have it, the more. */
export type Weight = (word: string) => number;

export function weightOf(names: readonly (readonly string[])[]): Weight {
  const counts = new Map<string, number>();
  for (const words of names)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);

  return (word) => Math.log(1 + names.length / (counts.get(word) ?? 1));
}

/** How alike two names are, from 0 to 1: what their common words weigh of all their words (Dice's coefficient). */
export function likeness(one: readonly string[], other: readonly string[], weight: Weight): number {
  const total = (words: readonly string[]) => words.reduce((sum, word) => sum + weight(word), 0);
  const all = total(one) + total(other);
  if (all === 0) return 0;
  const known = new Set(other);
  const common = total(one.filter((word) => known.has(word)));

  return Math.min(1, (2 * common) / all);
}
