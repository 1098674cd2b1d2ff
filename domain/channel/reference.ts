import type { ReferenceData } from './channel.ts';

/** Whether all vocabularies have come. */
export function isComplete(reference: Partial<ReferenceData> = {}): boolean {
  const { property_types, amenities, bed_types } = reference;

  return property_types !== undefined && amenities !== undefined && bed_types !== undefined;
}
