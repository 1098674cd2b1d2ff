/** Tells whether a text is as a pattern says. */
export type Matches = (text: string) => boolean;

/** `*` stands for any characters, also none, and `?` for exactly one. */
export function wildcard(pattern: string): Matches {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  const whole = new RegExp(`^${parts.join('')}$`, 's');
  return (text) => whole.test(text);
}

/**
 * IAM's ArnLike, by which also the resources of statements are compared: the six parts of an ARN one by one, so that no wildcard
 * reaches over a colon, except in the last part, which may hold some itself. `*` alone stands for everything
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export function arnLike(pattern: string): Matches {
  if (pattern === '*') return () => true;
  const wanted = partsOf(pattern).map(wildcard);
  return (arn) => {
    const parts = partsOf(arn);
    return (
      parts.length === wanted.length && wanted.every((fits, index) => fits(parts[index] ?? ''))
    );
  };
}

function partsOf(arn: string): string[] {
  const all = arn.split(':');
  return all.length <= 6 ? all : [...all.slice(0, 5), all.slice(5).join(':')];
}
