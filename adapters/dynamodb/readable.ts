import type { Report } from '../../domain/common/report.ts';

/**
 * The items that can be read, in their order. One that cannot, e.g. since another version of the program wrote it, is
 * reported by its key and hides no other.
 */
export function readable<T>(
  items: readonly Record<string, unknown>[],
  parse: (item: Record<string, unknown>) => T,
  report: Report,
): T[] {
  return items.flatMap((item) => {
    try {
      return [parse(item)];
    } catch (error) {
      report('item-not-readable', { pk: item.pk, sk: item.sk, error });
      return [];
    }
  });
}
