import { expect, it } from 'vitest';
import {
  isMatch,
  type ListingRow,
  listingFilter,
} from '../../../console/listings/listing-filter.ts';

it.each([
  { chosen: {}, filter: {} },
  { chosen: { target: 't-1' }, filter: { target_id: 't-1' } },
  { chosen: { status: 'paused', sync: 'ok' }, filter: { status: 'paused', sync_status: 'ok' } },
  // Of an address that somebody has typed.
  { chosen: { status: 'nonsense' }, filter: {} },
])('asks the API for $filter', ({ chosen, filter }) => {
  expect(listingFilter({ target: '', status: '', sync: '', ...chosen })).toEqual(filter);
});

const row: ListingRow = {
  listing: {
    ...{ id: '0e630fca-3f5d-5f9d-be5c-a8c1562cf37d', org_id: 'demo', account_id: 'main' },
    ...{ unit_id: null, space_id: null, target_id: 't-1', external_listing_id: '40166' },
    ...{ status: 'active', sync_status: 'ok', retry_count: 0, retry_after_at: null },
    ...{ last_synced_at: null, last_sync_version: 1, last_payload_hash: null, warnings: [] },
    ...{ error_message: null, created_at: '', updated_at: '' },
    ...{ is_being_sent: false, is_in_doubt: false, is_refused: false },
  },
  ...{ unit: 'Casa do São João', target: 'Miami villas', channel: 'Hostaway' },
  status: 'Refused by Hostaway: the name is too long',
};

it.each([
  ['', true],
  ['sao', true],
  ['MIAMI joao', true],
  ['40166', true],
  ['refused name', true],
  ['0e630fca', true],
  ['miami berlin', false],
])('finds by "%s": %s', (text, isFound) => {
  expect(isMatch(row, text)).toBe(isFound);
});
