import { cutText } from '../common/cut-text.ts';
import type { MappingWarning } from '../listings/listing.ts';

/** Warnings about one field that are told one by one, and characters of each. */
const mostPerField = 20;
const longestMessage = 500;

/**
 * Warnings as many as somebody reads. They lie on the listing, which every update writes and every list shows, and a unit of 500
 * amenities may have one for each of them; of what is left out the number is told.
 */
export function readableWarnings(warnings: readonly MappingWarning[]): MappingWarning[] {
  const byField = Map.groupBy(warnings, ({ field }) => field);

  return [...byField].flatMap(([field, all]) => {
    const left = all.length - mostPerField;
    const shown = all
      .slice(0, mostPerField)
      .map(({ message }) => ({ field, message: cut(message) }));

    return left > 0 ? [...shown, { field, message: `and ${left} more of this field` }] : shown;
  });
}

function cut(message: string): string {
  if (message.length <= longestMessage) return message;

  return `${cutText(message, longestMessage - 1)}…`;
}
