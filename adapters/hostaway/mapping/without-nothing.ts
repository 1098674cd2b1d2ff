/**
 * A JSON value without undefined, null and empty arrays and objects, at any depth; undefined when nothing is left.
 * Hostaway keeps a value for null and deletes all rows for an empty array, and JSONata functions take no null.
 */
export function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutNothing).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object' || value === null) return value ?? undefined;

  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const kept = withoutNothing(member);
    if (kept !== undefined) members[key] = kept;
  }
  return Object.keys(members).length === 0 ? undefined : members;
}
