/** A change of a list's items, by their places (from 0) at that moment. Of neighbours in one go it names the first and the last. */
export interface ListChange {
  readonly op: 'add' | 'remove' | 'move';
  readonly first: number;
  readonly last: number;
  /** Where a moved item comes to be. */
  readonly to?: number;
  /** How many there were before. */
  readonly length: number;
}

interface Noun {
  readonly one: string;
  readonly many: string;
}

const photos: Noun = { one: 'Photo', many: 'Photos' };
const nouns: Readonly<Record<string, Noun>> = {
  listingImages: photos,
  photos,
  media_assets: photos,
  listingAmenities: { one: 'Amenity', many: 'Amenities' },
  amenities: { one: 'Amenity', many: 'Amenities' },
  listingBedTypes: { one: 'Kind of bed', many: 'Kinds of beds' },
  beds: { one: 'Bed', many: 'Beds' },
};

export const nounOf = (list: string): Noun => nouns[list] ?? { one: 'Item', many: 'Items' };

/** E.g. "Photo added in front", "Photos 5 to 9 removed", "Photo 3 moved to 1". Places are counted from 1. */
export function listWords(list: string, { op, first, last, to = 0, length }: ListChange): string {
  const { one, many } = nounOf(list);
  const numbered = first === last ? `${one} ${first + 1}` : `${many} ${first + 1} to ${last + 1}`;
  if (op === 'remove') return `${numbered} removed`;
  if (op === 'move') return `${one} ${first + 1} moved to ${to + 1}`;
  const added = first === last ? `${one} added` : `${last - first + 1} ${many.toLowerCase()} added`;
  if (length === 0) return added;
  if (first === 0) return `${added} in front`;
  return first >= length ? `${added} at the end` : `${added} as number ${first + 1}`;
}

/** The two as one change, if the later one goes on where the earlier one has ended. */
export function joined(earlier: ListChange, later: ListChange): ListChange | undefined {
  if (earlier.op !== later.op || later.op === 'move') return undefined;
  if (later.op === 'add' && later.first === earlier.last + 1)
    return { ...earlier, last: later.last };
  // What comes behind moves up: the one before it, or the next at the same place.
  if (later.op === 'remove' && later.first === earlier.first - 1)
    return { ...earlier, first: later.first };
  return undefined;
}
