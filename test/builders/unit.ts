import { type Unit, unitSchema } from '../../domain/supply/unit.ts';

/** A complete unit that every channel can take without loss, except where `over` says otherwise. */
export function aUnit(over: Record<string, unknown> = {}): Unit {
  return unitSchema.parse({
    id: '11111111-1111-4111-8111-111111111111',
    org_id: 'demo',
    account_id: 'main',
    version: 1,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    name: 'Villa Azzurra',
    description: 'Above the sea.',
    space: { id: '22222222-2222-4222-8222-222222222222', property_type: 'villa' },
    capacity_adults: 4,
    capacity_children: 2,
    bedrooms: 2,
    beds: [
      { type: 'king', quantity: 1 },
      { type: 'single', quantity: 2 },
    ],
    bathrooms: { full: 2, half: 0 },
    address: {
      line1: 'Via Roma 1',
      line2: 'Interno 4',
      city: 'Amalfi',
      state: 'Salerno',
      postal_code: '84011',
      country_code: 'IT',
      latitude: 40.634,
      longitude: 14.6027,
    },
    timezone: 'Europe/Rome',
    check_in_from: '15:00',
    check_in_until: '22:00',
    check_out_until: '10:00',
    min_nights: 2,
    max_nights: 30,
    currency: 'EUR',
    base_nightly_rate: 18_950,
    cleaning_fee: 6_000,
    amenities: ['wifi', 'swimming_pool'],
    house_rules: 'No parties.',
    cancellation_policy: 'moderate',
    license_number: 'IT-065006',
    media_assets: [
      { url: 'https://img.example.com/terrace.jpg', sort_order: 0 },
      {
        url: 'https://img.example.com/front.jpg',
        sort_order: 1,
        is_primary: true,
        caption: 'Front',
      },
    ],
    ...over,
  });
}
