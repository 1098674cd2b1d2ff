import { PreconditionFailedError } from './errors.ts';

/** `*`, or entity tags as HTTP writes them: `"3"`, and `W/"3"` for a weak one. */
export type EntityTags = '*' | readonly string[];

/** What a caller's write asks of the stored thing (RFC 9110, 13.1); absent: nothing. */
export interface Precondition {
  /** `If-Match`: it has one of these tags; `*`: it exists. */
  readonly match?: EntityTags | undefined;
  /** `If-None-Match`: it has none of these tags; `*`: it does not exist. */
  readonly none_match?: EntityTags | undefined;
}

/** The entity tag of a version or revision. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * @param what to name it to the caller: unit, listing, target
 * @param version undefined when there is no such thing
 * @throws PreconditionFailedError
 */
export function requirePrecondition(
  what: string,
  version: number | undefined,
  { match, none_match }: Precondition = {},
): void {
  const tag = version === undefined ? undefined : entityTag(version);
  const failure = matchFailure(what, tag, match) ?? noneMatchFailure(what, tag, none_match);
  if (failure !== undefined) throw new PreconditionFailedError(failure);
}

/** The comparison is strong: a weak tag equals nothing. */
function matchFailure(
  what: string,
  tag: string | undefined,
  wanted: EntityTags | undefined,
): string | undefined {
  if (wanted === undefined) return undefined;
  if (tag === undefined) return `There is no such ${what}, and If-Match asks for one that exists.`;
  if (wanted === '*' || wanted.includes(tag)) return undefined;
  if (wanted.some((each) => /^"\d+"$/.test(each)))
    return `The ${what} has changed since it was read: its ETag is ${tag} now.`;

  return wanted.some((each) => each.startsWith('W/'))
    ? `A weak entity tag matches nothing in If-Match. Send the ETag as this API gave it, such as ${tag}; a proxy may have made it weak.`
    : `If-Match holds no ETag that this API gives, such as ${tag}; a proxy may have changed it.`;
}

/** The comparison is weak. */
function noneMatchFailure(
  what: string,
  tag: string | undefined,
  unwanted: EntityTags | undefined,
): string | undefined {
  if (unwanted === undefined || tag === undefined) return undefined;
  if (unwanted === '*') return `There is such a ${what} already, and If-None-Match asks for none.`;

  return unwanted.some((each) => each.replace(/^W\//, '') === tag)
    ? `The ${what} is at ${tag}, and If-None-Match asks for another.`
    : undefined;
}
