import { describe, expect, it } from 'vitest';
import { findMarked, type ListingPage } from '../../../adapters/hostaway/listing-pages.ts';

const wanted = '0b0f4f0a-1111-5222-8333-444455556666';
const since = Date.parse('2026-11-25T00:30:00.000Z');

interface Habits {
  readonly count?: boolean;
  readonly clamp?: number;
  readonly ignoresOffset?: boolean;
  /** How many of the newest rows the activity filter lets through; all if it is ignored. */
  readonly active?: number;
}

/** A server with so many listings; the wanted one stands at `position`, if anywhere. */
function aServer(total: number, position: number | undefined, habits: Habits = {}) {
  const queries: URLSearchParams[] = [];
  const rows = Array.from({ length: total }, (_, index) => ({
    id: 1000 + index,
    name: `Home ${index}`,
    internalListingName: index === position ? `Renamed by hand [tvl:${wanted}]` : null,
  }));

  const readPage = async (query: URLSearchParams): Promise<ListingPage> => {
    queries.push(query);
    const filtered = query.has('latestActivityStart') ? rows.slice(0, habits.active) : rows;
    const offset = habits.ignoresOffset ? 0 : Number(query.get('offset'));
    const limit = Math.min(Number(query.get('limit')), habits.clamp ?? 500);
    const result = filtered.slice(offset, offset + limit);
    return { result, count: habits.count === false ? null : filtered.length };
  };
  return { readPage, queries };
}

describe('findMarked', () => {
  it('asks for the newest of the days since, and needs one call for a recent listing', async () => {
    const server = aServer(300, 3);

    expect(await findMarked(server.readPage, wanted, since)).toEqual({
      external_listing_id: '1003',
      name: 'Home 3',
      listing_id: wanted,
    });
    expect(server.queries.map(String)).toEqual([
      'limit=100&offset=0&sortOrder=latestActivityDesc&latestActivityStart=2026-11-24',
    ]);
  });

  it.each<[string, number, number | undefined, Habits]>([
    ['on the last page', 250, 249, {}],
    ['last, where nothing is counted', 250, 249, { count: false }],
    ['last, where pages are smaller than asked', 250, 249, { clamp: 20 }],
    ['last, small pages and nothing counted', 250, 249, { clamp: 20, count: false }],
    ['where the filter hides it', 250, 249, { active: 10 }],
    ['where the filter hides everything', 250, 0, { active: 0 }],
    ['by capital letters', 5, 2, {}],
  ])('finds it %s', async (_where, ...[total, position, habits]) => {
    const { readPage } = aServer(total, position, habits);

    expect(await findMarked(readPage, wanted.toUpperCase(), since)).toMatchObject({
      external_listing_id: String(1000 + (position ?? 0)),
    });
  });

  it.each<[string, number, Habits, number]>([
    ['in an empty account', 0, {}, 2],
    ['in an empty account, nothing counted', 0, { count: false }, 2],
    ['in a full page', 100, {}, 2],
    ['in a full page, nothing counted', 100, { count: false }, 4],
    [
      'in few listings, offset ignored, nothing counted',
      30,
      { count: false, ignoresOffset: true },
      4,
    ],
    ['in 1,000 listings, of which 10 are active', 1000, { active: 10 }, 11],
    ['in 5,000 listings, of which 10 are active', 5000, { active: 10 }, 11],
  ])('says no %s', async (_where, ...[total, habits, calls]) => {
    const { readPage, queries } = aServer(total, undefined, habits);

    expect(await findMarked(readPage, wanted, since)).toBeUndefined();
    expect(queries).toHaveLength(calls);
  });

  it.each<[string, number, Habits]>([
    ['the offset is ignored', 300, { ignoresOffset: true }],
    ['the offset is ignored and nothing counted', 300, { ignoresOffset: true, count: false }],
    ['there are more than may be read', 10_100, {}],
  ])('does not say no when %s', async (_why, total, habits) => {
    const { readPage, queries } = aServer(total, undefined, habits);

    await expect(findMarked(readPage, wanted, since)).rejects.toMatchObject({
      outcome: { kind: 'unclear', http_status: null },
    });
    expect(queries.length).toBeLessThanOrEqual(100);
  });
});
