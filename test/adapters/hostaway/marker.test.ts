import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelWithMarker, markedListingId } from '../../../adapters/hostaway/marker.ts';

const id = '0b0f4f0a-1111-5222-8333-444455556666';
const other = '99999999-9999-5999-8999-999999999999';

describe('the marker', () => {
  it('comes before the name', () => {
    expect(labelWithMarker('Villa Azzurra', id)).toBe(`[tvl:${id}] Villa Azzurra`);
  });

  it.each([
    ['spaces and capitals', `  Villa   [TVL:${id.toUpperCase()}]  `, id],
    ['text after it', `Villa [tvl:${id}] (do not touch)`, id],
    ['nothing else', `[tvl:${id}]`, id],
    ['the first of two', `[tvl:${id}] Villa [tvl:${other}]`, id],
    ['behind the name, as it was once written', `Villa Azzurra [tvl:${id}]`, id],
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

  it('survives any name, within 255 characters, and a channel that cuts them to 42 or more', () => {
    const name = fc.string({ maxLength: 400, unit: 'grapheme' });
    const where = fc.integer({ min: 42, max: 255 });
    fc.assert(
      fc.property(name, fc.uuid(), where, (text, listingId, cutAt) => {
        const label = labelWithMarker(text, listingId);
        expect(label.length).toBeLessThanOrEqual(255);
        expect(label.isWellFormed()).toBe(true);
        expect(markedListingId(label)).toBe(listingId);
        expect(markedListingId(label.slice(0, cutAt))).toBe(listingId);
      }),
    );
  });

  it('leaves whole characters where the name is cut', () => {
    for (const before of ['', 'A']) {
      const label = labelWithMarker(before + '🏡'.repeat(200), id);
      expect(label.length).toBeGreaterThanOrEqual(254);
      expect(label).toMatch(/🏡$/u);
      expect(label).not.toContain('\uFFFD');
    }
  });
});
