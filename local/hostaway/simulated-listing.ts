import type { ApiState } from './api/api-request.ts';
import { listingView } from './api/listing-view.ts';

/** A listing as the simulator holds it, for tests, the oracle and its page. */
export interface SimulatedListing {
  readonly id: number;
  readonly account_id: number;
  /** `internalListingName`. */
  readonly marker: string | null;
  /** SHA-256 of the canonical JSON of the last body that was accepted for it. */
  readonly body_hash: string | null;
  /** The same of all that was said of it, each field as it was named last. */
  readonly whole_hash: string | null;
  /** Epoch ms of the last write. */
  readonly updated_at: number;
  /** As the API shows it, with all its arrays. */
  readonly listing: Readonly<Record<string, unknown>>;
}

/** All listings of all accounts, by id. */
export function simulatedListings(state: ApiState, now: number): SimulatedListing[] {
  const imageHost = `${state.origin()}/_images`;

  return state.listings.list().map((stored) => {
    const marker = stored.fields.internalListingName;

    return {
      id: stored.id,
      account_id: stored.account_id,
      marker: typeof marker === 'string' ? marker : null,
      body_hash: stored.body_hash,
      whole_hash: stored.whole_hash,
      updated_at: stored.active_at,
      listing: listingView(stored, { now, imageHost, blank: 'none' }),
    };
  });
}
