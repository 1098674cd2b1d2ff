import { describe, expect, it } from 'vitest';
import { unitSummary } from '../../../domain/listings/unit-summary.ts';
import { aUnit } from '../../builders/unit.ts';

const picture = (name: string, over = {}) => ({
  url: `https://img.example.com/${name}.jpg`,
  ...over,
});

describe('a unit in short', () => {
  it('says what a list of units shows', () => {
    expect(unitSummary(aUnit({ version: 7 }))).toEqual({
      id: '11111111-1111-4111-8111-111111111111',
      name: 'Villa Azzurra',
      version: 7,
      is_active: true,
      property_type: 'villa',
      city: 'Amalfi',
      country_code: 'IT',
      picture_url: 'https://img.example.com/front.jpg',
      images: 2,
      capacity_adults: 4,
      missing: [],
      updated_at: '2026-01-01T00:00:00.000Z',
    });
  });

  it('has nulls for what is not said', () => {
    const { address, capacity_adults, ...unit } = aUnit({ media_assets: [] });

    expect(unitSummary(unit)).toMatchObject({
      city: null,
      country_code: null,
      picture_url: null,
      images: 0,
      capacity_adults: null,
    });
  });

  it.each([
    {
      which: 'the primary one',
      images: [picture('a', { sort_order: 0 }), picture('b', { sort_order: 1, is_primary: true })],
      shown: picture('b').url,
    },
    {
      which: 'the first by place where none is primary',
      images: [picture('a', { sort_order: 2 }), picture('b', { sort_order: 1 })],
      shown: picture('b').url,
    },
    {
      which: 'the first by place of several primary ones',
      images: [
        picture('a', { sort_order: 2, is_primary: true }),
        picture('b', { sort_order: 1, is_primary: true }),
      ],
      shown: picture('b').url,
    },
    {
      which: 'the one named first of those at one place',
      images: [picture('a'), picture('b')],
      shown: picture('a').url,
    },
  ])('shows $which', ({ images, shown }) => {
    expect(unitSummary(aUnit({ media_assets: images })).picture_url).toBe(shown);
  });

  it('names what a link would be refused for', () => {
    const unit = aUnit({ capacity_adults: 0, media_assets: [picture('a')] });

    expect(unitSummary(unit).missing).toEqual([
      { path: 'capacity_adults', message: expect.stringContaining('adult') },
      { path: 'media_assets', message: expect.stringContaining('primary image') },
    ]);
  });
});
