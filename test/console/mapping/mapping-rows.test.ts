import { describe, expect, it } from 'vitest';
import {
  type External,
  freeExternals,
  isShown,
  type Listing,
  mappingRows,
} from '../../../console/mapping/mapping-rows.ts';

const unit = (id: string, over = {}) => ({
  ...{ id, name: `Villa ${id}`, version: 1, is_active: true, property_type: 'villa' as const },
  ...{ city: 'Amalfi', country_code: 'IT', picture_url: null, images: 1, capacity_adults: 2 },
  ...{ missing: [], updated_at: '', ...over },
});
const external = (id: string, over: Partial<External> = {}): External => ({
  ...{ external_listing_id: id, name: `Outside ${id}`, internal_name: null, is_archived: false },
  ...{ marked_listing_id: null, listing: null, ...over },
});
const listing = (unit_id: string, over: Partial<Listing> = {}): Listing => ({
  ...{ id: `l-${unit_id}`, org_id: 'demo', account_id: 'main', unit_id, space_id: null },
  ...{ target_id: 't', external_listing_id: null, status: 'active', sync_status: 'ok' },
  ...{ retry_count: 0, retry_after_at: null, last_synced_at: null, last_sync_version: null },
  ...{ last_payload_hash: null, warnings: [], error_message: null, created_at: '' },
  ...{ updated_at: '', is_being_sent: false, is_in_doubt: false, is_refused: false, ...over },
});

describe('a unit and its counterpart', () => {
  it('is linked by its listing, until that is archived', () => {
    const rows = mappingRows({
      units: [unit('a'), unit('b'), unit('c')],
      listings: [
        listing('a', { external_listing_id: '1' }),
        listing('b', { external_listing_id: '2', status: 'archived' }),
      ],
      externals: [external('1'), external('2')],
    });

    expect(
      rows.map(({ unit: { id }, listing: ours, external: its }) => [id, ours?.id, its?.name]),
    ).toEqual([
      ['a', 'l-a', 'Outside 1'],
      ['b', undefined, undefined],
      ['c', undefined, undefined],
    ]);
  });

  it('is proposed only what nobody has', () => {
    const sources = {
      units: [unit('a'), unit('b')],
      externals: [external('1', { name: 'Villa b' })],
    };
    const taken = listing('a', { external_listing_id: '1' });
    const proposal = (listings: Listing[]) =>
      mappingRows({ ...sources, listings }).find((row) => row.unit.id === 'b')?.proposal;

    expect(proposal([])?.external_listing_id).toBe('1');
    expect(proposal([taken])).toBeUndefined();
  });

  it.each([
    [{}, undefined],
    [{ is_active: false }, 'It is switched off.'],
    [{ missing: [{ path: 'name', message: 'x' }] }, 'It lacks a name.'],
  ])('of %j is kept from being linked by: %s', (over, obstacle) => {
    const [row] = mappingRows({ units: [unit('a', over)], listings: [], externals: [] });

    expect(row?.obstacle).toBe(obstacle);
  });
});

it('leaves as free what the channel has and no listing is linked to', () => {
  const other = { id: 'x', status: 'active', sync_status: 'ok', unit_id: 'z' } as const;
  const externals = [external('1'), external('2'), external('3', { listing: other })];

  const free = freeExternals([listing('a', { external_listing_id: '1' })], externals);
  expect(free.map(({ external_listing_id }) => external_listing_id)).toEqual(['2']);
});

it.each([
  { show: 'open', text: '', ids: ['b'] },
  { show: 'linked', text: '', ids: ['a'] },
  { show: 'all', text: '', ids: ['a', 'b'] },
  { show: 'all', text: 'villa B', ids: ['b'] },
  { show: 'all', text: 'outside', ids: ['a'] },
])('shows of $show, by "$text", $ids', ({ show, text, ids }) => {
  const rows = mappingRows({
    units: [unit('a'), unit('b')],
    listings: [listing('a', { external_listing_id: '1' })],
    externals: [external('1')],
  });

  const shown = rows.filter((row) => isShown(row, show, text));
  expect(shown.map((row) => row.unit.id)).toEqual(ids);
});
