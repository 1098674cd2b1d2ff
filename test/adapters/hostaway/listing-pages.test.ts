import { describe, expect, it } from 'vitest';
import {
  findMarked,
  type ListingPage,
  type ReadPage,
} from '../../../adapters/hostaway/listing-pages.ts';
import type { Found } from '../../../domain/channels/channel.ts';

const wanted = '0b0f4f0a-1111-5222-8333-444455556666';
interface Habits {
  readonly count?: boolean;
  readonly clamp?: number;
  readonly ignoresOffset?: boolean;
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
    const offset = habits.ignoresOffset ? 0 : Number(query.get('offset'));
    const limit = Math.min(Number(query.get('limit')), habits.clamp ?? 500);
    const result = rows.slice(offset, offset + limit);
    return { result, count: habits.count === false ? null : rows.length };
  };
  return { readPage, queries };
}

/** The look-up from its begin to its end, each step by a worker that knows only what the one before has left. */
async function findAll(readPage: ReadPage, listing_id = wanted): Promise<Found> {
  let found = await findMarked(readPage, { listing_id });
  while (found.kind === 'more') {
    expect(found.cursor.length).toBeLessThanOrEqual(200);
    found = await findMarked(readPage, { listing_id, cursor: found.cursor });
  }

  return found;
}

describe('findMarked', () => {
  it('looks at the newest first, and needs one call for a recent listing', async () => {
    const server = aServer(300, 3);

    expect(await findMarked(server.readPage, { listing_id: wanted })).toEqual({
      kind: 'found',
      listing: { external_listing_id: '1003', name: 'Home 3', listing_id: wanted },
    });
    expect(server.queries.map(String)).toEqual(['limit=100&offset=0&sortOrder=latestActivityDesc']);
  });

  it('makes one call a step, however many there are', async () => {
    const server = aServer(6_000, 5_999);

    expect(await findMarked(server.readPage, { listing_id: wanted })).toMatchObject({
      kind: 'more',
    });
    expect(server.queries).toHaveLength(1);
    expect(await findAll(server.readPage)).toMatchObject({ kind: 'found' });
    expect(server.queries).toHaveLength(61);
  });

  it.each<[string, number, number | undefined, Habits]>([
    ['on the last page', 250, 249, {}],
    ['last, where nothing is counted', 250, 249, { count: false }],
    ['last, where pages are smaller than asked', 250, 249, { clamp: 20 }],
    ['last, small pages and nothing counted', 250, 249, { clamp: 20, count: false }],
    ['behind more than a thousand others', 1_050, 1_049, {}],
    ['by capital letters', 5, 2, {}],
  ])('finds it %s', async (_where, ...[total, position, habits]) => {
    const { readPage } = aServer(total, position, habits);

    expect(await findAll(readPage, wanted.toUpperCase())).toMatchObject({
      listing: { external_listing_id: String(1000 + (position ?? 0)) },
    });
  });

  it.each<[string, number, Habits, number]>([
    ['in an empty account', 0, {}, 1],
    ['in an empty account, nothing counted', 0, { count: false }, 1],
    ['in a page', 99, {}, 1],
    ['in a full page', 100, {}, 2],
    ['in a full page, nothing counted', 100, { count: false }, 2],
    [
      'in few listings, offset ignored, nothing counted',
      30,
      { count: false, ignoresOffset: true },
      2,
    ],
    ['in 5,000 listings when it has seen them all', 5_000, {}, 51],
  ])('says no %s', async (_where, ...[total, habits, calls]) => {
    const { readPage, queries } = aServer(total, undefined, habits);

    expect(await findAll(readPage)).toEqual({ kind: 'absent' });
    expect(queries).toHaveLength(calls);
  });

  it.each<[string, number, Habits]>([
    ['the offset is ignored', 300, { ignoresOffset: true }],
    ['the offset is ignored and nothing counted', 300, { ignoresOffset: true, count: false }],
    ['there is no end', 100_100, {}],
  ])('does not say no when %s', async (_why, total, habits) => {
    const { readPage, queries } = aServer(total, undefined, habits);

    await expect(findAll(readPage)).rejects.toMatchObject({
      outcome: { kind: 'unclear', http_status: null },
    });
    expect(queries.length).toBeLessThanOrEqual(1_000);
  });
});
