import type { ListingChanges } from './settle.ts';

export const noChanges: ListingChanges = { set: {}, remove: [] };

/** All of them in one; of two values for one attribute the later counts, and what is set is not removed. */
export function mergeChanges(...changes: readonly ListingChanges[]): ListingChanges {
  return {
    set: Object.assign({}, ...changes.map((change) => change.set)),
    remove: changes.flatMap((change) => change.remove),
  };
}
