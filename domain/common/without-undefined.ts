/** An object without the members that are undefined: where it is laid over another, or compared with one, these would count. */
export function withoutUndefined(values: object) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
