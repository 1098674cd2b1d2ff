import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../domain/common/payload-hash.ts';
import { diffVersions } from '../../../domain/content/diff-versions.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';
import { ShownListing } from '../../fakes/shown-listing.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const diff = (shown: ShownListing, from: number, to: number) =>
  diffVersions(tenant, { id: shown.listing.id, from, to }, shown.deps());

describe('the difference between two versions', () => {
  it.each([
    { from: 1, to: 2, names: ['first', 'second'] },
    { from: 2, to: 3, names: ['second', 'third'] },
    { from: 3, to: 1, names: ['third', 'first'] },
  ])('$from and $to is what the channel would see', async ({ from, to, names }) => {
    const shown = new ShownListing();

    const found = await diff(shown, from, to);

    expect(found).toMatchObject({
      ...{ listing_id: shown.listing.id, unit_id: shown.listing.unit_id, warnings: [] },
      from: { unit_version: from, payload: { name: names[0] } },
      to: { unit_version: to, payload: { name: names[1] } },
      operations: [{ op: 'replace', path: '/name', value: names[1] }],
    });
    expect(found.from.payload_hash).toBe(contentHash(found.from.payload));
    expect(found.to.payload_hash).toBe(contentHash(found.to.payload));
  });

  it('and itself is none', async () => {
    expect((await diff(new ShownListing(), 3, 3)).operations).toEqual([]);
  });

  it('warns of what the mapping of the later one lacks', async () => {
    const shown = new ShownListing();
    shown.reference = {};
    const map = shown.channel.map.bind(shown.channel);
    shown.channel.map = async (request) => ({
      ...(await map(request)),
      warnings: [{ field: 'beds', message: `of ${request.unit.name}` }],
      unsent_fields: [`unsent by ${request.unit.name}`],
    });

    const { warnings } = await diff(shown, 1, 2);

    expect(warnings).toEqual([
      { field: 'beds', message: 'of second' },
      { field: 'vocabulary', message: expect.any(String) },
    ]);
  });
});

describe('there is no difference', () => {
  it.each([
    { from: 0, to: 3, paths: ['from'] },
    { from: 1, to: 4, paths: ['to'] },
    { from: 9, to: 8, paths: ['from', 'to'] },
  ])(
    'between $from and $to of three versions, and it says which is not there',
    async ({ from, to, paths }) => {
      await expect(diff(new ShownListing(), from, to)).rejects.toMatchObject({
        ...{ slug: 'unknown-version', message: expect.stringContaining('no such version') },
        errors: paths.map((path) => ({ path, message: 'must be from 1 to 3' })),
      });
    },
  );

  it.each([{ unit: aUnit() }, { target: aTarget() }])('without target or unit', async (known) => {
    const shown = new ShownListing();
    shown.known = known;

    await expect(diff(shown, 1, 2)).rejects.toMatchObject({
      ...{ name: 'NotFoundError', message: expect.stringContaining('does not exist') },
    });
  });
});
