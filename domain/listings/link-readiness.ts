import type { FieldError } from '../common/errors.ts';
import type { Unit } from '../supply/unit.ts';

/**
 * What a unit lacks to be distributed (spec, Workflow Link Unit: name, capacity, address, a primary image); empty when
 * it is ready. An address is a country and a street or city: without those no channel can place the unit.
 */
export function missingForLink(unit: Unit): FieldError[] {
  const { name, capacity_adults, address, media_assets } = unit;
  const missing: FieldError[] = [];
  const need = (present: unknown, path: string, message: string) => {
    if (!present) missing.push({ path, message });
  };

  need(name, 'name', 'the unit needs a name');
  need(capacity_adults, 'capacity_adults', 'the unit must take at least one adult');
  if (!address) {
    need(false, 'address', 'the unit needs an address: a country and a street or city');
  } else {
    need(address.line1 || address.city, 'address.city', 'the address needs a street or city');
    need(address.country_code, 'address.country_code', 'the address needs a country');
  }
  need(
    media_assets.some(({ is_primary }) => is_primary),
    'media_assets',
    'the unit needs a primary image (is_primary: true)',
  );

  return missing;
}
