import { expect, it } from 'vitest';
import { isComplete } from '../../../domain/channel/reference.ts';

const all = { property_types: { villa: 1 }, amenities: {}, bed_types: { king: 2 } };

it('is complete when each vocabulary has come, be it empty', () => {
  expect(isComplete(all)).toBe(true);
});

it.each(['property_types', 'amenities', 'bed_types'] as const)(
  'lacks %s until they come',
  (name) => {
    const { [name]: _, ...others } = all;

    expect(isComplete(others)).toBe(false);
    expect(isComplete({ [name]: all[name] })).toBe(false);
  },
);

it('lacks all at first', () => {
  expect(isComplete()).toBe(false);
});
