import { likeness, nameWords, weightOf } from './names.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface NamedOutside {
  readonly external_listing_id: string;
  readonly name: string;
  readonly internal_name: string | null;
}

/** A listing of the channel that a unit may be, by its name. */
export interface Proposal {
  readonly external_listing_id: string;
  /** From 0 to 1: how alike the names are. */
  readonly score: number;
}

/** Names less alike than this are no hint. */
export const leastScore = 0.6;
/** A word that so many listings have leads to none of them. */
const commonWord = 50;

interface Pair extends Proposal {
  readonly unit_id: string;
}

/**
 * Which listing of the channel each unit is likely to be. One to one, and only where nothing else is as likely on either side: of two
 * villas of the same name a person must say which is which.
 */
export function proposals(
  units: readonly Named[],
  externals: readonly NamedOutside[],
): ReadonlyMap<string, Proposal> {
  const pairs = likelyPairs(units, externals);
  const ofUnit = bestBy(pairs, ({ unit_id }) => unit_id);
  const ofExternal = bestBy(pairs, ({ external_listing_id }) => external_listing_id);

  return new Map(
    [...ofUnit]
      .filter(([, pair]) => ofExternal.get(pair.external_listing_id) === pair)
      .map(([unit, { external_listing_id, score }]) => [unit, { external_listing_id, score }]),
  );
}

function likelyPairs(units: readonly Named[], externals: readonly NamedOutside[]): Pair[] {
  const outside = externals.map(({ external_listing_id, name, internal_name }) => ({
    external_listing_id,
    names: [nameWords(name), nameWords(internal_name)],
  }));
  const inside = units.map(({ id, name }) => ({ id, words: nameWords(name) }));
  const weight = weightOf([
    ...inside.map(({ words }) => words),
    ...outside.map(({ names }) => [...new Set(names.flat())]),
  ]);
  const having = byWord(outside);

  return inside.flatMap(({ id, words }) =>
    candidates(words, having)
      .map(({ external_listing_id, names }) => ({
        ...{ unit_id: id, external_listing_id },
        score: Math.max(...names.map((name) => likeness(words, name, weight))),
      }))
      .filter(({ score }) => score >= leastScore),
  );
}

interface Outside {
  readonly external_listing_id: string;
  readonly names: readonly (readonly string[])[];
}

function byWord(outside: readonly Outside[]): ReadonlyMap<string, readonly Outside[]> {
  const having = new Map<string, Outside[]>();
  for (const each of outside)
    for (const word of new Set([...each.names.flat(), ...each.names.map(whole)]))
      having.set(word, [...(having.get(word) ?? []), each]);

  return having;
}

/** Those of the same name, and those that share a word that is not everybody's. */
function candidates(
  words: readonly string[],
  having: ReadonlyMap<string, readonly Outside[]>,
): Outside[] {
  const found = [whole(words), ...words]
    .map((word) => having.get(word) ?? [])
    .filter((some) => some.length <= commonWord);

  return [...new Set(found.flat())];
}

/** All words as one, which is no word. */
const whole = (words: readonly string[]) => words.join(' ');

/** The best of each, where it is better than all others. */
function bestBy(pairs: readonly Pair[], keyOf: (pair: Pair) => string): ReadonlyMap<string, Pair> {
  const best = new Map<string, Pair | undefined>();
  const scores = new Map<string, number>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const score = scores.get(key) ?? 0;
    if (pair.score < score) continue;
    best.set(key, pair.score === score ? undefined : pair);
    scores.set(key, pair.score);
  }
  return new Map([...best].filter((entry): entry is [string, Pair] => entry[1] !== undefined));
}
