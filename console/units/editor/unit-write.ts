import { minorUnits } from '../../common/words/money.ts';
import {
  bedTypes,
  cancellations,
  isCode,
  type Names,
  propertyTypes,
  roomTypes,
  type UnitWrite,
} from './choices.ts';
import type { Picture, UnitDraft } from './unit-draft.ts';
import type { FieldPath } from './unit-fields.ts';

/** What is said in a draft that breaks no rule, as the API takes it. */
export function unitWriteOf(draft: UnitDraft): UnitWrite {
  const { texts, amenities } = draft;
  const text = (path: FieldPath) => texts[path].trim() || null;
  const number = (path: FieldPath) => (texts[path].trim() === '' ? null : Number(texts[path]));
  const time = (path: FieldPath) => text(path)?.padStart(5, '0') ?? null;
  const amount = (path: FieldPath) => minorUnits(texts[path], texts.currency) ?? null;
  const code = <Code extends string>(names: Names<Code>, path: FieldPath) =>
    isCode(names, texts[path]) ? texts[path] : null;

  return {
    name: texts.name.trim(),
    description: text('description'),
    is_active: texts.is_active === 'yes',
    space: {
      id: draft.space_id,
      property_type: code(propertyTypes, 'space.property_type') ?? 'other',
      room_type: code(roomTypes, 'space.room_type'),
    },
    ...{ capacity_adults: number('capacity_adults'), bedrooms: number('bedrooms') },
    capacity_children: number('capacity_children'),
    beds: draft.beds.flatMap(({ type, quantity, room }) =>
      isCode(bedTypes, type)
        ? [{ type, quantity: Number(quantity), room: room.trim() || null }]
        : [],
    ),
    bathrooms: bathroomsOf(texts),
    address: addressOf({ text, number }),
    timezone: text('timezone'),
    ...{ check_in_from: time('check_in_from'), check_in_until: time('check_in_until') },
    check_out_until: time('check_out_until'),
    ...{ min_nights: number('min_nights'), max_nights: number('max_nights') },
    currency: text('currency'),
    base_nightly_rate: amount('base_nightly_rate'),
    cleaning_fee: amount('cleaning_fee'),
    amenities: [...amenities],
    house_rules: text('house_rules'),
    cancellation_policy: code(cancellations, 'cancellation_policy'),
    license_number: text('license_number'),
    media_assets: inPlace(draft.media_assets),
  };
}

/** Who counts one kind of them has none of the other. */
function bathroomsOf(texts: UnitDraft['texts']): UnitWrite['bathrooms'] {
  const [full, half] = [texts['bathrooms.full'].trim(), texts['bathrooms.half'].trim()];
  const shared = texts['bathrooms.shared'];
  if (full === '' && half === '') return null;
  return {
    ...{ full: Number(full), half: Number(half) },
    shared: shared === '' ? null : shared === 'yes',
  };
}

interface Reads {
  readonly text: (path: FieldPath) => string | null;
  readonly number: (path: FieldPath) => number | null;
}

function addressOf({ text, number }: Reads): UnitWrite['address'] {
  const address = {
    ...{ line1: text('address.line1'), line2: text('address.line2') },
    ...{ city: text('address.city'), state: text('address.state') },
    postal_code: text('address.postal_code'),
    country_code: text('address.country_code'),
    latitude: number('address.latitude'),
    longitude: number('address.longitude'),
  };
  return Object.values(address).every((each) => each === null) ? null : address;
}

/** Pictures keep their numbers as long as those say the order that is shown. */
function inPlace(pictures: readonly Picture[]): UnitWrite['media_assets'] {
  const inOrder = pictures.every(
    ({ sort_order }, i) => i === 0 || sort_order > (pictures[i - 1]?.sort_order ?? 0),
  );
  return pictures.map(({ url, caption, is_primary, sort_order }, place) => ({
    ...{ url, caption: caption.trim() || null, is_primary },
    sort_order: inOrder ? sort_order : place,
  }));
}
