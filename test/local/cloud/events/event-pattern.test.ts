import { describe, expect, it } from 'vitest';
import { eventPattern } from '../../../../local/cloud/events/event-pattern.ts';

const event = {
  source: 'shop',
  price: 5,
  active: true,
  nothing: null,
  tags: ['new', 'sale'],
  detail: { name: 'Sea View', nested: { S: 'x' } },
  lines: [{ sku: 'a' }, { sku: 'b', gift: true }],
};

describe('an event pattern', () => {
  it.each([
    { pattern: { source: ['shop'] }, matches: true },
    { pattern: { source: ['other', 'shop'] }, matches: true },
    { pattern: { source: ['Shop'] }, matches: false },
    { pattern: { source: ['shop'], price: [6] }, matches: false },
    { pattern: { price: [5] }, matches: true },
    { pattern: { price: ['5'] }, matches: false },
    { pattern: { active: [true] }, matches: true },
    { pattern: { nothing: [null] }, matches: true },
    { pattern: { missing: [null] }, matches: false },
    { pattern: { tags: ['sale'] }, matches: true },
    { pattern: { tags: ['old'] }, matches: false },
    { pattern: { detail: { name: [{ prefix: 'Sea' }] } }, matches: true },
    { pattern: { detail: { name: [{ prefix: { 'equals-ignore-case': 'sea' } }] } }, matches: true },
    { pattern: { detail: { name: [{ suffix: 'View' }] } }, matches: true },
    { pattern: { detail: { name: [{ suffix: 'Sea' }] } }, matches: false },
    { pattern: { detail: { name: [{ 'equals-ignore-case': 'sea view' }] } }, matches: true },
    { pattern: { detail: { name: [{ wildcard: 'S*V*w' }] } }, matches: true },
    { pattern: { detail: { name: [{ wildcard: 'S*x' }] } }, matches: false },
    { pattern: { price: [{ numeric: ['>', 4, '<=', 5] }] }, matches: true },
    { pattern: { price: [{ numeric: ['>', 5] }] }, matches: false },
    { pattern: { price: [{ 'anything-but': 5 }] }, matches: false },
    { pattern: { source: [{ 'anything-but': ['a', 'b'] }] }, matches: true },
    { pattern: { source: [{ 'anything-but': { prefix: 'sh' } }] }, matches: false },
    { pattern: { missing: [{ 'anything-but': 'x' }] }, matches: false },
    { pattern: { source: [{ exists: true }] }, matches: true },
    { pattern: { missing: [{ exists: false }] }, matches: true },
    { pattern: { missing: { deeper: [{ exists: false }] } }, matches: true },
    // An object is no leaf: AWS does not match it, which has cost many a filter its effect.
    { pattern: { detail: [{ exists: true }] }, matches: false },
    { pattern: { detail: { nested: { S: [{ exists: true }] } } }, matches: true },
    { pattern: { lines: { sku: ['b'] } }, matches: true },
    { pattern: { lines: { sku: ['c'] } }, matches: false },
    { pattern: { $or: [{ source: ['x'] }, { price: [5] }] }, matches: true },
    { pattern: { $or: [{ source: ['x'] }, { price: [6] }] }, matches: false },
  ])('$pattern: $matches', ({ pattern, matches }) => {
    expect(eventPattern(pattern)(event)).toBe(matches);
  });

  it('with an unknown comparison is refused', () => {
    expect(() => eventPattern({ source: [{ near: 'shop' }] })(event)).toThrow('no event pattern');
  });

  it('with a bare value is refused', () => {
    expect(() => eventPattern({ source: 'shop' })(event)).toThrow();
  });
});
