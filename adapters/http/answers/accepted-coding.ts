/**
 * The first of some content codings that a caller takes (`Accept-Encoding`, RFC 9110, 12.5.3); undefined for none: as it is. One with
 * the weight 0 is one that the caller does not take.
 */
export function acceptedCoding<Coding extends string>(
  accepted: string,
  codings: readonly Coding[],
): Coding | undefined {
  const weights = new Map(
    accepted.split(',').map((part) => {
      const [name = '', ...parameters] = part.toLowerCase().split(';');
      const weight = parameters.find((each) => each.trim().startsWith('q='));
      return [name.trim(), weight === undefined ? 1 : Number(weight.trim().slice(2))];
    }),
  );

  return codings.find((name) => (weights.get(name) ?? 0) > 0);
}
