import { describe, expect, it } from 'vitest';
import { isKept } from '../../../../console/units/list/kept-units.ts';
import { channelsPerUnit } from '../../../../console/units/list/use-channels-per-unit.ts';

const unit = {
  ...{ id: '1bcb39de-625e-5741-b02e-6d852d9b072c', name: 'Casa São Paulo', version: 1 },
  ...{ is_active: true, property_type: 'villa' as const, city: 'Amalfi', country_code: 'IT' },
  ...{ picture_url: null, images: 0, capacity_adults: 2, missing: [], channels: 0 },
  updated_at: '2026-11-28T01:09:17.814Z',
};
const lacking = { ...unit, missing: [{ path: 'name', message: 'the unit needs a name' }] };

describe('the units that a list shows', () => {
  it.each([
    ['', true],
    ['casa', true],
    ['SAO amalfi', true],
    ['italy', true],
    ['1bcb39de', true],
    ['casa rome', false],
    // Within ids there is everything.
    ['5741', false],
  ])('for the text %j: %j', (text, kept) => {
    expect(isKept(unit, { text, show: '' })).toBe(kept);
  });

  it.each([
    ['ready', unit, true],
    ['ready', lacking, false],
    ['ready', { ...unit, is_active: false }, false],
    ['lacking', lacking, true],
    ['lacking', unit, false],
    ['unpublished', unit, true],
    ['unpublished', { ...unit, channels: 1 }, false],
    ['unpublished', { ...unit, channels: undefined }, false],
    ['off', { ...unit, is_active: false }, true],
    ['off', unit, false],
  ])('for what is %s', (show, of, kept) => {
    expect(isKept(of, { text: '', show })).toBe(kept);
  });
});

it('counts a channel once, and none whose listing is archived', () => {
  const on = (target_id: string, status: 'active' | 'archived' = 'active') => ({
    ...{ unit_id: 'a', target_id, status },
  });

  const counts = channelsPerUnit([
    ...[on('t1'), on('t1'), on('t2'), on('t3', 'archived')],
    { ...on('t1'), unit_id: null },
  ]);

  expect([...counts]).toEqual([['a', 2]]);
});
