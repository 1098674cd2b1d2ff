import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelWithMarker, markedListingId } from '../../../adapters/hostaway/marker.ts';

const id = '0b0f4f0a-1111-5222-8333-444455556666';
const other = '99999999-9999-5999-8999-999999999999';

describe('the marker', () => {
  it('follows the name', () => {
    expect(labelWithMarker('Villa Azzurra', id)).toBe(`Villa Azzurra [tvl:${id}]`);
  });

  it.each([
    ['spaces and capitals', `  Villa   [TVL:${id.toUpperCase()}]  `, id],
    ['text after it', `Villa [tvl:${id}] (do not touch)`, id],
    ['nothing else', `[tvl:${id}]`, id],
    ['the last of two', `[tvl:${other}] Villa [tvl:${id}]`, id],
    ['none', 'Villa', null],
    ['half of one', `Villa [tvl:${id.slice(0, 20)}`, null],
    ['nothing', null, null],
  ])('is read back: %s', (_what, label, expected) => {
    expect(markedListingId(label)).toBe(expected);
  });

  it('of another listing cannot be smuggled in by a name', () => {
    expect(markedListingId(labelWithMarker(`Trap [tvl:${other}]`, id))).toBe(id);
    expect(labelWithMarker(`Trap [tvl:${other}]`, id)).not.toContain(other);
  });

  it('leaves out a character that would be cut in two', () => {
    const label = labelWithMarker(`A${'🏡'.repeat(127)}`, id);

    expect(label).toBe(`A${'🏡'.repeat(105)} [tvl:${id}]`);
  });

  it('survives any name, within 255 characters', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), fc.uuid(), (name, listingId) => {
        const label = labelWithMarker(name, listingId);
        expect(label.length).toBeLessThanOrEqual(255);
        expect(label.isWellFormed()).toBe(true);
        expect(markedListingId(label)).toBe(listingId);
      }),
    );
  });
});
