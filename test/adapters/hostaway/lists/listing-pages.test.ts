import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findMarked,
  listingPageSchema,
  listPage,
  type ReadPage,
} from '../../../../adapters/hostaway/lists/listing-pages.ts';
import type { ExternalListing, Found } from '../../../../domain/channel/channel.ts';
import {
  type ListHabit,
  listHabitSchema,
  pageOfList,
} from '../../../../local/hostaway/faults/list-habit.ts';
import { anExternalListing } from '../../../builders/external-listing.ts';

const wanted = '0b0f4f0a-1111-5222-8333-444455556666';

interface Home {
  readonly id: number;
  readonly internalListingName: string | null;
}

/** An account with so many listings, newest first; the wanted one stands at `position`, if anywhere. */
class Account {
  readonly queries: URLSearchParams[] = [];
  /** What happens at the channel before each call but the first. */
  churn: (account: Account) => void = () => {};
  homes: Home[];
  readonly #habits: Set<ListHabit>;

  constructor(total: number, position: number | undefined, habits: Iterable<ListHabit> = []) {
    this.#habits = new Set(habits);
    this.homes = Array.from({ length: total }, (_, index) => ({
      id: 1000 + index,
      internalListingName: index === position ? `Renamed by hand [tvl:${wanted}]` : null,
    }));
  }

  readonly readPage: ReadPage = async (query) => {
    if (this.queries.length > 0) this.churn(this);
    this.queries.push(query);
    const number = (name: string) => Number(query.get(name));
    const page = { limit: number('limit'), offset: number('offset'), habits: this.#habits };
    const { rows, count } = pageOfList(this.homes, page);

    return listingPageSchema.parse({ result: rows, count });
  };

  /** Somebody changes or makes a listing: it is the newest then. */
  touch(index: number): void {
    this.homes = [...this.homes.slice(index, index + 1), ...this.homes.toSpliced(index, 1)];
  }

  remove(index: number): void {
    if (this.homes[index]?.internalListingName === null)
      this.homes = this.homes.toSpliced(index, 1);
  }
}

/** The look-up from its begin to its end, each step by a worker that knows only what the one before has left. */
async function findAll(readPage: ReadPage, listing_id = wanted): Promise<Found> {
  let found = await findMarked(readPage, { listing_id });
  while (found.kind === 'more') {
    found = await findMarked(readPage, { listing_id, cursor: found.cursor });
  }

  return found;
}

/** All pages as an operator leafs through them. */
async function leaf(readPage: ReadPage, limit: number) {
  const ids: string[] = [];
  let incomplete: string | null = null;
  let place: string | null = null;
  do {
    const page = await listPage(readPage, { place, limit });
    ids.push(...page.items.map((item) => item.external_listing_id));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    if (incomplete !== null) expect(page.incomplete).not.toBeNull();
    ({ next: place, incomplete } = page);
    expect(place?.length ?? 0).toBeLessThan(4_000);
  } while (place !== null);

  return { ids, incomplete };
}

describe('findMarked', () => {
  it('looks at the newest first, and needs one call for a recent listing', async () => {
    const account = new Account(300, 3);

    expect(await findMarked(account.readPage, { listing_id: wanted })).toMatchObject({
      kind: 'found',
      listing: { external_listing_id: '1003', listing_id: wanted },
    });
    expect(account.queries.map(String)).toEqual([
      'limit=100&offset=0&sortOrder=latestActivityDesc',
    ]);
  });

  it('makes one call a step, however many there are', async () => {
    const account = new Account(6_000, 5_999);

    expect(await findMarked(account.readPage, { listing_id: wanted })).toMatchObject({
      kind: 'more',
    });
    expect(account.queries).toHaveLength(1);
    expect(await findAll(account.readPage)).toMatchObject({ kind: 'found' });
    expect(account.queries).toHaveLength(62);
  });

  it.each<[string, number, number | undefined, ListHabit[]]>([
    ['on the last page', 250, 249, []],
    ['last, where nothing is counted', 250, 249, ['counts_nothing']],
    ['last, where pages are smaller than asked', 250, 249, ['gives_fewer']],
    ['last, small pages and nothing counted', 250, 249, ['gives_fewer', 'counts_nothing']],
    ['where pages are larger than asked', 350, 349, ['gives_more', 'counts_in_text']],
    ['behind a row that cannot be read', 250, 249, ['has_a_bad_row']],
    ['behind a row that was repeated', 350, 340, ['repeats_a_row']],
    ['where the count is too small', 350, 349, ['counts_one_less']],
    ['behind more than a thousand others', 1_050, 1_049, []],
    ['by capital letters', 5, 2, []],
  ])('finds it %s', async (_where, ...[total, position, habits]) => {
    const { readPage } = new Account(total, position, habits);

    expect(await findAll(readPage, wanted.toUpperCase())).toMatchObject({
      listing: { external_listing_id: String(1000 + (position ?? 0)) },
    });
  });

  it.each<[string, number, ListHabit[], number]>([
    ['in an empty account', 0, [], 1],
    ['in an empty account, nothing counted', 0, ['counts_nothing'], 1],
    ['in a page', 99, [], 1],
    ['in a page, nothing counted', 99, ['counts_nothing'], 3],
    ['in a full page', 100, [], 2],
    ['in small pages', 120, ['gives_fewer'], 3],
    ['in small pages, nothing counted', 120, ['gives_fewer', 'counts_nothing'], 5],
    ['in large pages', 350, ['gives_more'], 4],
    ['in 5,000 listings when it has seen them all', 5_000, [], 51],
  ])('says no %s', async (_where, ...[total, habits, calls]) => {
    const { readPage, queries } = new Account(total, undefined, habits);

    expect(await findAll(readPage)).toEqual({ kind: 'absent' });
    expect(queries).toHaveLength(calls);
  });

  it.each<[string, number, ListHabit[]]>([
    ['the offset is ignored', 300, ['ignores_offset']],
    ['the offset is ignored and nothing counted', 300, ['ignores_offset', 'counts_nothing']],
    ['so is that of small pages', 300, ['ignores_offset', 'counts_nothing', 'gives_fewer']],
    ['a row cannot be read', 30, ['has_a_bad_row']],
    ['a row is repeated in the place of another', 150, ['repeats_a_row']],
    ['more is counted than shown', 150, ['counts_one_more']],
    ['more is shown than counted', 100, ['counts_one_less']],
    ['there is no end', 20_100, []],
  ])('is not sure when %s', async (_why, total, habits) => {
    const { readPage, queries } = new Account(total, undefined, habits);

    expect(await findAll(readPage)).toEqual({
      kind: 'unsure',
      why: expect.stringContaining("Hostaway's list of listings may lack some"),
    });
    expect(queries.length).toBeLessThanOrEqual(210);
  });

  it.each<[string, (account: Account) => void, ListHabit[]]>([
    ['one is removed', (account) => account.remove(5), []],
    ['one is removed, nothing counted', (account) => account.remove(5), ['counts_nothing']],
    ['the wanted one is changed', (account) => account.touch(200), []],
    ['it is changed, nothing counted', (account) => account.touch(200), ['counts_nothing']],
  ])('does not say no when %s between two pages', async (_what, churn, habits) => {
    const account = new Account(350, 200, habits);
    account.churn = (each) => {
      if (each.queries.length === 1) churn(each);
    };

    expect((await findAll(account.readPage)).kind).not.toBe('absent');
  });

  it('never says no to what is there all the time, and always ends', async () => {
    // A count that is too small by exactly what a server holds back cannot be told from a true one.
    const habits = fc
      .subarray(listHabitSchema.options)
      .filter((some) => !(some.includes('counts_one_less') && some.includes('gives_fewer')));
    const events = fc.array(fc.tuple(fc.constantFrom('remove', 'touch'), fc.nat(349)), {
      maxLength: 6,
    });

    await fc.assert(
      fc.asyncProperty(
        fc.record({ some: habits, total: fc.nat(350), at: fc.nat(349), list: events }),
        async ({ some, total, at, list }) => {
          const account = new Account(total, at, some);
          const left = [...list];
          account.churn = (each) => {
            const [what, index] = left.shift() ?? ['none', 0];
            if (what === 'remove') each.remove(index);
            if (what === 'touch' && index < each.homes.length) each.touch(index);
          };
          const found = await findAll(account.readPage);

          if (at < total) expect(found.kind).not.toBe('absent');
          expect(account.queries.length).toBeLessThanOrEqual(30);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never says no where equal rows come in another order with every call', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 101, max: 350 }),
        fc.nat(100),
        fc.gen(),
        async (total, at, g) => {
          const account = new Account(total, at);
          account.churn = (each) => {
            each.homes = g(fc.shuffledSubarray, each.homes, {
              minLength: each.homes.length,
              maxLength: each.homes.length,
            });
          };

          expect((await findAll(account.readPage)).kind).not.toBe('absent');
        },
      ),
      { numRuns: 50 },
    );
  });

  it('begins anew with a place it does not know', async () => {
    const account = new Account(30, undefined);

    const cursor = '{"offset":100,"first":"1000"}';
    expect(await findMarked(account.readPage, { listing_id: wanted, cursor })).toEqual({
      kind: 'absent',
    });
  });
});

describe('listPage', () => {
  it.each<[string, number, number, ListHabit[]]>([
    ['nothing', 0, 25, []],
    ['a few', 3, 25, []],
    ['exactly a page', 25, 25, []],
    ['many pages', 203, 25, []],
    ['pages of one', 7, 1, []],
    ['nothing counted', 203, 25, ['counts_nothing']],
    ['larger pages than asked', 350, 100, ['gives_more']],
    ['larger pages, nothing counted', 350, 100, ['gives_more', 'counts_nothing']],
    ['smaller pages than asked', 350, 100, ['gives_fewer']],
    ['smaller pages, nothing counted', 350, 100, ['gives_fewer', 'counts_nothing']],
    ['more than a place can remember', 4_000, 100, []],
  ])(
    'shows each once and says that these are all: %s',
    async (_what, ...[total, limit, habits]) => {
      const { readPage, homes, queries } = new Account(total, undefined, habits);

      const { ids, incomplete } = await leaf(readPage, limit);

      expect(ids).toEqual(homes.map(({ id }) => String(id)));
      expect(incomplete).toBeNull();
      expect(queries.length).toBeLessThanOrEqual(Math.ceil(total / Math.min(limit, 49)) + 2);
    },
  );

  it.each<[string, ListHabit[], number]>([
    ['the offset is ignored', ['ignores_offset'], 101],
    ['the offset is ignored, nothing counted', ['ignores_offset', 'counts_nothing'], 101],
    ['a row cannot be read', ['has_a_bad_row'], 350],
    ['rows are repeated', ['repeats_a_row'], 340],
    ['the count is wrong', ['counts_one_more'], 350],
    ['the count is too small', ['counts_one_less'], 349],
  ])(
    'shows what it can, each once, and says that some may be missing: %s',
    async (_why, habits, least) => {
      const { readPage, queries } = new Account(350, undefined, habits);

      const { ids, incomplete } = await leaf(readPage, 100);

      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThanOrEqual(least);
      expect(incomplete).toContain('may lack some');
      expect(queries.length).toBeLessThanOrEqual(9);
    },
  );

  it('ends and shows none twice, whatever happens meanwhile', async () => {
    const habits = fc.subarray(listHabitSchema.options);
    const events = fc.array(fc.tuple(fc.constantFrom('remove', 'touch'), fc.nat(349)));

    await fc.assert(
      fc.asyncProperty(
        fc.record({
          some: habits,
          total: fc.nat(350),
          limit: fc.constantFrom(1, 25, 100),
          list: events,
        }),
        async ({ some, total, limit, list }) => {
          const account = new Account(total, undefined, some);
          const left = [...list];
          let removed = 0;
          account.churn = (each) => {
            const [what, index] = left.shift() ?? ['none', 0];
            const before = each.homes.length;
            if (what === 'remove') each.remove(index);
            if (what === 'touch' && index < before) each.touch(index);
            removed += before - each.homes.length;
          };
          const { ids, incomplete } = await leaf(account.readPage, limit);

          expect(new Set(ids).size).toBe(ids.length);
          expect(account.queries.length).toBeLessThanOrEqual(2 * total + 5);
          if (incomplete === null && !some.includes('counts_one_less'))
            expect(ids.length).toBeGreaterThanOrEqual(total - removed);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes names, labels and whether it was put away, whatever else a row has', async () => {
    const result = [
      { id: 7, name: ' Sea view ', internalListingName: `BH-01 [tvl:${wanted}]`, lat: '40.1' },
      { id: '8', name: null, internalListingName: 'Label', specialStatus: 'archived' },
      { id: 9 },
      { id: 10, name: '', internalListingName: 'BH-02' },
      { id: 11, name: '  ', internalListingName: ' ', specialStatus: 7 },
      { id: 12, name: 4, internalListingName: 'BH-03' },
      { id: 13, name: 'x'.repeat(9_000) },
      ...[{ id: null, name: null }, { id: '../1' }, { id: 0 }, { id: 14, internalListingName: 5 }],
      ...[null, 'text', [1]],
    ];
    const readPage = async () => listingPageSchema.parse({ result, count: result.length });

    const { items, incomplete } = await listPage(readPage, { place: null, limit: 100 });

    const row = (external_listing_id: string, over: Partial<ExternalListing>) =>
      anExternalListing({ external_listing_id, ...over });
    expect(items).toEqual([
      row('7', {
        name: 'Sea view',
        internal_name: `BH-01 [tvl:${wanted}]`,
        listing_id: wanted,
      }),
      row('8', { name: 'Label', internal_name: 'Label', is_archived: true }),
      row('9', { name: '' }),
      row('10', { name: 'BH-02', internal_name: 'BH-02' }),
      row('11', { name: '' }),
      row('12', { name: 'BH-03', internal_name: 'BH-03' }),
      row('13', { name: 'x'.repeat(255) }),
    ]);
    expect(incomplete).toBe(
      "Hostaway's list of listings may lack some: 7 of its rows cannot be read",
    );
  });

  it.each([
    {
      what: 'where it is and its first picture',
      row: {
        ...{ address: ' Via Roma 1 ', city: 'Amalfi', countryCode: 'IT' },
        listingImages: [
          { url: 'https://img.example.com/2.jpg', sortOrder: 2 },
          { url: 'https://img.example.com/1.jpg', sortOrder: 1 },
        ],
      },
      told: {
        ...{ address: 'Via Roma 1', city: 'Amalfi', country_code: 'IT' },
        picture_url: 'https://img.example.com/1.jpg',
      },
    },
    {
      what: 'its thumbnail where it has no pictures',
      row: { listingImages: [], thumbnailUrl: 'https://img.example.com/t.jpg' },
      told: { picture_url: 'https://img.example.com/t.jpg' },
    },
    {
      what: 'a picture that has an address, behind one that has none',
      row: {
        listingImages: [{ url: 'javascript:alert(1)' }, { url: 'https://img.example.com/1.jpg' }],
      },
      told: { picture_url: 'https://img.example.com/1.jpg' },
    },
    {
      what: 'nothing of what makes no sense',
      row: {
        ...{ address: 7, city: ' ', countryCode: 'Italy', listingImages: 'none' },
        thumbnailUrl: 'javascript:alert(1)',
      },
      told: {},
    },
  ])('tells $what', ({ row, told }) => {
    const { result } = listingPageSchema.parse({ result: [{ id: 1, name: 'Sea view', ...row }] });

    expect(result).toEqual([anExternalListing(told)]);
  });

  it('is done with a page of millions of rows in no time', () => {
    const started = performance.now();

    listingPageSchema.parse({ result: Array(4_000_000).fill(1), count: 4_000_000 });

    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
