import { ConflictError, NotFoundError } from '../common/errors.ts';
import { type Precondition, requirePrecondition } from '../common/precondition.ts';
import type { Tenant } from '../common/tenant.ts';
import type { StoredListing } from './listing.ts';
import { applied, type ListingChanges } from './listing-changes.ts';
import type { WriteOutcome } from './listing-store.ts';

/** Which listing, and what the operator asks of its revision. */
export interface ListingRef {
  readonly id: string;
  readonly precondition?: Precondition | undefined;
}

interface Change {
  /** What to change, or undefined when the listing is already so. May throw what the operator is to be told. */
  decide(listing: StoredListing): Promise<ListingChanges | undefined> | ListingChanges | undefined;
  write(listing: StoredListing, changes: ListingChanges): Promise<WriteOutcome>;
}

/** The worker writes to a listing a few times per call, never without end. */
const maxRounds = 10;

/**
 * Reads, decides and writes until no other write comes between.
 * @throws NotFoundError; PreconditionFailedError; ConflictError `busy`, `external-listing-taken`
 */
export async function changeListing(
  tenant: Tenant,
  ref: ListingRef,
  { get, decide, write }: Change & { get: GetListing },
): Promise<StoredListing> {
  for (let round = 0; round < maxRounds; round += 1) {
    const listing = await findListing(tenant, ref, get);
    const changes = await decide(listing);
    if (changes === undefined) return listing;
    const outcome = await write(listing, changes);
    if (outcome === 'external-taken') throw externalTaken();
    if (outcome === 'written') return applied(listing, changes);
  }
  throw new ConflictError('busy', 'The listing is being written to by many at once; try again.');
}

export function externalTaken(): ConflictError {
  return new ConflictError(
    'external-listing-taken',
    'Another listing of this target is linked to that external listing.',
  );
}

export type GetListing = (tenant: Tenant, id: string) => Promise<StoredListing | undefined>;

/** @throws NotFoundError @throws PreconditionFailedError */
export async function findListing(
  tenant: Tenant,
  { id, precondition }: ListingRef,
  get: GetListing,
): Promise<StoredListing> {
  const listing = await get(tenant, id);
  if (!listing) throw new NotFoundError('There is no such listing.');
  requirePrecondition('listing', listing.revision, precondition);

  return listing;
}
