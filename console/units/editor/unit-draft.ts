import { majorUnits } from '../../common/words/money.ts';
import type { Schemas } from '../../http/client.ts';
import type { BedType } from './choices.ts';
import type { FieldPath } from './unit-fields.ts';

/** A unit as a form holds it: every single value as it is typed, by its path; empty says nothing. */
export interface UnitDraft {
  readonly space_id: string;
  readonly texts: Readonly<Record<FieldPath, string>>;
  readonly beds: readonly BedDraft[];
  readonly amenities: readonly string[];
  /** The first one first. */
  readonly media_assets: readonly Picture[];
}

export interface BedDraft {
  readonly type: BedType | '';
  readonly quantity: string;
  readonly room: string;
}

export interface Picture {
  readonly url: string;
  readonly caption: string;
  readonly is_primary: boolean;
  readonly sort_order: number;
}

type UnitContent = Schemas['UnitSnapshot']['content'];

/** As a form shows what is stored. */
export function draftOf(unit: UnitContent): UnitDraft {
  return {
    space_id: unit.space.id,
    texts: { ...textsOf(unit), ...placeOf(unit), ...pricesOf(unit) },
    beds: unit.beds.map(({ type, quantity, room }) => ({
      ...{ type, quantity: String(quantity), room: room ?? '' },
    })),
    amenities: unit.amenities,
    media_assets: unit.media_assets
      .toSorted((a, b) => a.sort_order - b.sort_order)
      .map(({ caption, ...picture }) => ({ ...picture, caption: caption ?? '' })),
  };
}

/** A unit that is not there yet. */
export function emptyDraft(): UnitDraft {
  const nothing = { amenities: [], beds: [], media_assets: [], is_active: true };
  const space = { id: crypto.randomUUID(), property_type: 'apartment' as const };
  const { texts, ...draft } = draftOf({ ...nothing, name: '', space });

  return { ...draft, texts: { ...texts, 'space.property_type': '' } };
}

const said = (value: string | number | null | undefined) =>
  value === null || value === undefined ? '' : String(value);

function textsOf(unit: UnitContent) {
  return {
    name: unit.name,
    description: said(unit.description),
    is_active: unit.is_active ? 'yes' : 'no',
    'space.property_type': unit.space.property_type,
    'space.room_type': said(unit.space.room_type),
    capacity_adults: said(unit.capacity_adults),
    capacity_children: said(unit.capacity_children),
    bedrooms: said(unit.bedrooms),
    'bathrooms.full': said(unit.bathrooms?.full),
    'bathrooms.half': said(unit.bathrooms?.half),
    'bathrooms.shared': sharedOf(unit.bathrooms?.shared),
    timezone: said(unit.timezone),
    check_in_from: said(unit.check_in_from),
    check_in_until: said(unit.check_in_until),
    check_out_until: said(unit.check_out_until),
    min_nights: said(unit.min_nights),
    max_nights: said(unit.max_nights),
    house_rules: said(unit.house_rules),
    cancellation_policy: said(unit.cancellation_policy),
    license_number: said(unit.license_number),
  };
}

function placeOf({ address }: UnitContent) {
  return {
    'address.line1': said(address?.line1),
    'address.line2': said(address?.line2),
    'address.city': said(address?.city),
    'address.state': said(address?.state),
    'address.postal_code': said(address?.postal_code),
    'address.country_code': said(address?.country_code),
    'address.latitude': said(address?.latitude),
    'address.longitude': said(address?.longitude),
  };
}

function pricesOf({ currency, base_nightly_rate, cleaning_fee }: UnitContent) {
  const amount = (minor: number | null | undefined) =>
    typeof minor === 'number' ? majorUnits(minor, said(currency)) : '';

  return {
    currency: said(currency),
    base_nightly_rate: amount(base_nightly_rate),
    cleaning_fee: amount(cleaning_fee),
  };
}

function sharedOf(shared: boolean | null | undefined): string {
  if (typeof shared !== 'boolean') return '';
  return shared ? 'yes' : 'no';
}
