import type { External } from './mapping-rows.ts';
import { asNew } from './use-choices.ts';

export interface ExternalOption {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly disabled?: boolean;
  readonly disabledReason?: string;
}

/** What a unit can be linked to: a new listing, or one of the channel's that is neither linked nor picked for another unit. */
export function optionsOf(
  free: readonly External[],
  taken: ReadonlySet<string>,
  name: string,
): readonly ExternalOption[] {
  const existing = free.map((external): ExternalOption => {
    const { external_listing_id, is_archived } = external;
    const isTaken = taken.has(external_listing_id);
    return {
      value: external_listing_id,
      label: nameOf(external),
      description: `Number ${external_listing_id}${is_archived ? `, put away at ${name}` : ''}`,
      ...(isTaken && { disabled: true, disabledReason: 'Picked for another unit' }),
    };
  });

  return [
    { value: asNew, label: 'Publish as a new listing' },
    ...existing.toSorted((a, b) => a.label.localeCompare(b.label)),
  ];
}

export const nameOf = ({ name, internal_name, external_listing_id }: External): string =>
  name || internal_name || `Listing ${external_listing_id}`;
