/** The address of a unit's page, at one of its fields if that is named by its path, e.g. `address.city`. */
export function unitHref(id: string, field?: string): string {
  return field === undefined ? `/units/${id}` : `/units/${id}?${new URLSearchParams({ field })}`;
}
