import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  listingDetailSchema,
  oldestWaitingSeconds,
  tallyListings,
  tallyRemovals,
} from '../../../domain/health/listing-state.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { aListing } from '../../builders/stored-listing.ts';

const now = Date.parse('2026-11-25T02:51:20.000Z');

function listing(over: Partial<StoredListing>) {
  return listingDetailSchema.parse(aListing({ id: randomUUID(), ...over }));
}

const secondsAgo = (seconds: number) => new Date(now - seconds * 1000).toISOString();

describe('listings on the dashboard', () => {
  it('are counted by their state, paused ones too', () => {
    const listings = [
      listing({ sync_status: 'ok' }),
      listing({ sync_status: 'ok', status: 'paused' }),
      listing({ sync_status: 'pending' }),
      listing({ sync_status: 'rate_limited' }),
      listing({ sync_status: 'error', status: 'error' }),
    ];

    expect(tallyListings(listings)).toEqual({ ok: 2, pending: 1, rate_limited: 1, error: 1 });
  });

  it('that are archived are counted apart, while their removal waits or has failed', () => {
    const listings = [
      listing({ status: 'archived', sync_status: 'error' }),
      listing({ status: 'archived', sync_status: 'pending' }),
      listing({ status: 'archived', sync_status: 'rate_limited' }),
      listing({ sync_status: 'ok' }),
    ];

    expect(tallyListings(listings)).toEqual({ ok: 1, pending: 0, rate_limited: 0, error: 0 });
    expect(tallyRemovals(listings)).toEqual({ waiting: 2, failed: 1 });
  });

  it('wait since they were asked for first, however often they were written since', () => {
    const asked = listing({
      ...{ sync_status: 'pending', asked_at: secondsAgo(340), updated_at: secondsAgo(2) },
    });

    expect(oldestWaitingSeconds([asked], now)).toBe(340);
  });

  it.each([
    { name: 'nothing', of: [], seconds: null },
    { name: 'one that is in order', of: [{ sync_status: 'ok', ago: 90 }], seconds: null },
    { name: 'one that has failed', of: [{ sync_status: 'error', ago: 90 }], seconds: null },
    {
      name: 'a paused one',
      of: [{ sync_status: 'pending', ago: 90, status: 'paused' }],
      seconds: null,
    },
    {
      name: 'the longest of several',
      of: [
        { sync_status: 'pending', ago: 5 },
        { sync_status: 'rate_limited', ago: 90.9 },
        { sync_status: 'pending', ago: 30 },
      ],
      seconds: 90,
    },
    { name: 'one of a faster clock', of: [{ sync_status: 'pending', ago: -3 }], seconds: 0 },
  ] as const)('wait as long as $name', ({ of, seconds }) => {
    const listings = of.map(({ ago, ...over }) =>
      listing({ ...over, updated_at: secondsAgo(ago) }),
    );

    expect(oldestWaitingSeconds(listings, now)).toBe(seconds);
  });
});
