import { plainText } from '../common/words/plain-text.ts';
import type { Schemas } from '../http/client.ts';

type Listing = Schemas['Listing'];

/** What the API is asked for. */
export interface ListingFilter {
  readonly target_id?: string;
  readonly status?: Listing['status'];
  readonly sync_status?: Listing['sync_status'];
}

export const statusOptions = [
  { value: '', label: 'Any state' },
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'error', label: 'Deleted at the channel' },
  { value: 'archived', label: 'Archived' },
] as const;

export const syncOptions = [
  { value: '', label: 'Any progress' },
  { value: 'ok', label: 'Up to date' },
  { value: 'pending', label: 'Waiting' },
  { value: 'error', label: 'Failed' },
  { value: 'rate_limited', label: 'Held back' },
] as const;

/** Of the page's address; what the API does not know is left out. */
export function listingFilter(
  chosen: Readonly<Record<'target' | 'status' | 'sync', string>>,
): ListingFilter {
  const status = statusOptions.find(({ value }) => value === chosen.status)?.value;
  const sync = syncOptions.find(({ value }) => value === chosen.sync)?.value;

  return {
    ...(chosen.target && { target_id: chosen.target }),
    ...(status && { status }),
    ...(sync && { sync_status: sync }),
  };
}

/** A listing with what a list tells of it. */
export interface ListingRow {
  readonly listing: Listing;
  readonly unit: string;
  readonly target: string;
  /** As the channel calls itself. */
  readonly channel: string;
  readonly status: string;
}

/** Whether every word occurs in its names, numbers or status. */
export function isMatch({ listing, ...row }: ListingRow, text: string): boolean {
  const { id, external_listing_id } = listing;
  const said = plainText([row.unit, row.target, row.status, external_listing_id, id].join(' '));
  return plainText(text)
    .split(/\s+/)
    .every((word) => said.includes(word));
}
