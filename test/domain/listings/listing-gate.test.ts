import { describe, expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { listingGate } from '../../../domain/listings/listing-gate.ts';
import { aListing } from '../../builders/stored-listing.ts';

const at = '2026-03-01T12:00:00.000Z';
const now = Date.parse(at);
const gate = (over: Partial<StoredListing>) => listingGate(aListing(over), now);

describe('a call for a listing', () => {
  it.each<[string, Partial<StoredListing>]>([
    ['is active', {}],
    ['is in error', { status: 'error' }],
    ['is archived, and to be removed', { status: 'archived', removal_requested: true }],
    ['has had a call that is over', { lease_until: now, retry_after_at: at }],
  ])('may be made that %s', (_, over) => {
    expect(gate(over)).toEqual({ kind: 'open' });
  });

  it.each<[string, Partial<StoredListing>]>([
    ['paused', { status: 'paused' }],
    ['archived', { status: 'archived' }],
  ])('may not be made that is %s', (status, over) => {
    expect(gate(over)).toEqual({ kind: 'closed', why: `listing-${status}` });
  });

  it('may not be made that does not exist', () => {
    expect(listingGate(undefined, now)).toEqual({ kind: 'closed', why: 'listing-gone' });
  });

  it('waits for the one under way, and for the time it was put off to', () => {
    const later = '2026-03-01T12:00:00.001Z';

    expect(gate({ lease_until: now + 1, retry_after_at: later })).toEqual({
      ...{ kind: 'wait', until: now + 1, why: 'in-progress' },
    });
    expect(gate({ retry_after_at: later })).toEqual({
      ...{ kind: 'wait', until: now + 1, why: 'retry-after' },
    });
  });
});
