import { ConflictError, NotFoundError, UnprocessableError } from '../common/errors.ts';
import { listingId } from '../common/ids.ts';
import { toTimestamp } from '../common/time.ts';
import { noSuchUnit } from '../supply/require-unit.ts';
import type { Unit } from '../supply/unit.ts';
import type { StoredTarget } from '../targets/target.ts';
import { externalTaken } from './change-listing.ts';
import { forgetGone, isGone } from './gone-listing.ts';
import { missingForLink } from './link-readiness.ts';
import type { StoredListing } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';
import { announceListing, type ListingCaller, type ListingDeps } from './listing-deps.ts';
import type { ListingSurroundings, UnitListing, WriteOutcome } from './listing-store.ts';
import { syncAttributes } from './request-sync.ts';

/** Which unit to publish where. With `external_listing_id` a listing that the channel has already is adopted. */
export interface LinkRequest {
  readonly target_id: string;
  readonly unit_id?: string | undefined;
  readonly space_id?: string | undefined;
  readonly external_listing_id?: string | undefined;
}

const maxRounds = 5;

/**
 * Links a unit to a target (spec, Workflow Link Unit) and so requests its first sync. An archived listing of the same
 * pair comes back to life, with its history and the external listing that it still has, unless the channel said that is gone.
 * @throws NotFoundError unit or target; ConflictError `already-linked`, `external-listing-taken`, `busy`;
 * UnprocessableError `space-not-supported`, `target-inactive`, `unit-inactive`, `unit-incomplete`, `validation-failed`
 */
export async function linkListing(
  caller: ListingCaller,
  request: LinkRequest,
  deps: ListingDeps,
): Promise<StoredListing> {
  const { target_id, unit_id } = request;
  if (unit_id === undefined) throw spaceNotSupported();
  const wanted = { target_id, unit_id, listing_id: listingId(unit_id, target_id) };

  for (let round = 0; round < maxRounds; round += 1) {
    const found = await deps.listings.surroundings(caller.tenant, wanted);
    requireLinkable(found, deps.clock());
    requireExternalId(request, found, deps);
    const listing = wantedListing(caller, { ...wanted, request, found }, deps);
    const outcome = await write(listing, found, deps);
    if (outcome === 'external-taken') throw externalTaken();
    if (outcome === 'changed') continue;
    await announceListing('channel.listing.linked', listing, { caller, deps });
    return listing;
  }
  throw new ConflictError('busy', 'The listing is being written to by many at once; try again.');
}

function requireLinkable({ target, unit, listing }: ListingSurroundings, now: number): void {
  requireTarget(target);
  requireUnit(unit);
  if (listing && listing.status !== 'archived') {
    throw new ConflictError('already-linked', 'The unit is linked to this target already.');
  }
  // A call that was made for the archived listing still writes down what it made or deleted at the channel.
  if ((listing?.lease_until ?? 0) > now) {
    throw new ConflictError(
      'busy',
      'A last call for the archived listing is under way; try again.',
    );
  }
}

function requireTarget(target: StoredTarget | undefined): void {
  if (!target || target.deleted_at !== null) throw new NotFoundError('There is no such target.');
  if (!target.is_active) {
    throw new UnprocessableError(
      'target-inactive',
      'The target is paused. Resume it before linking units to it.',
    );
  }
}

function requireUnit(unit: Unit | undefined): void {
  if (!unit) throw noSuchUnit();
  if (!unit.is_active) {
    throw new UnprocessableError(
      'unit-inactive',
      'The unit is switched off. Switch it on before linking it.',
      [{ path: 'unit_id', message: 'the unit has is_active: false' }],
    );
  }
  const missing = missingForLink(unit);
  if (missing.length > 0) {
    throw new UnprocessableError(
      'unit-incomplete',
      'The unit lacks what every channel asks for.',
      missing,
    );
  }
}

/** Only the channel knows what its ids look like; anything else would end up in the path of a call. */
function requireExternalId(
  { external_listing_id }: LinkRequest,
  { target }: ListingSurroundings,
  { channelFor }: ListingDeps,
): void {
  if (external_listing_id === undefined || target === undefined) return;
  const problem = channelFor(target.channel_type)?.externalIdProblem(external_listing_id) ?? null;
  if (problem === null) return;

  throw new UnprocessableError(
    'validation-failed',
    'There can be no such listing at the channel.',
    [{ path: 'external_listing_id', message: problem }],
  );
}

/** The listing as it is to be: new, or the archived one made active again. */
function wantedListing(
  caller: ListingCaller,
  wanted: {
    unit_id: string;
    target_id: string;
    listing_id: string;
    request: LinkRequest;
    found: ListingSurroundings;
  },
  { clock, newId }: ListingDeps,
): UnitListing {
  const now = clock();
  const { trace_id, tenant, user_id } = caller;
  const archived = wanted.found.listing;
  const id = wanted.listing_id;
  const kept = archived && !isGone(archived) ? archived.external_listing_id : null;
  const external = wanted.request.external_listing_id ?? kept;

  return {
    id,
    org_id: tenant.org_id,
    account_id: tenant.account_id,
    unit_id: wanted.unit_id,
    space_id: null,
    target_id: wanted.target_id,
    external_listing_id: external,
    status: 'active',
    last_synced_at: archived?.last_synced_at ?? null,
    last_sync_version: archived?.last_sync_version ?? null,
    // Whatever the channel holds by now, the first sync is to be made (spec: NULL triggers it).
    last_payload_hash: null,
    retry_count: 0,
    retry_after_at: null,
    error_message: null,
    warnings: [],
    created_at: archived?.created_at ?? toTimestamp(now),
    revision: (archived?.revision ?? 0) + 1,
    requested_by: user_id,
    ...syncAttributes({ id }, { request_id: newId(), trace_id, now }),
  };
}

function write(
  listing: UnitListing,
  { listing: archived }: ListingSurroundings,
  { listings }: ListingDeps,
): Promise<WriteOutcome> {
  return archived
    ? listings.revive(listing, { read: archived, changes: revival(listing, archived) })
    : listings.link(listing);
}

/** What the worker noted of calls under way or in doubt stays; what operators asked for in the listing's first life goes. */
function revival({ revision: _, ...set }: UnitListing, archived: StoredListing): ListingChanges {
  const same = set.external_listing_id === archived.external_listing_id;
  const forgets = isGone(archived) && set.external_listing_id === null;

  return {
    set: forgets ? { ...set, ...forgetGone.set } : set,
    remove: [
      'gone_external_id',
      'removal_requested',
      'replay_id',
      'waiting_replays',
      'resync_id',
      'resync_by',
      'pinned_version',
      'pinned_at_version',
      ...(same ? [] : (['unsent_fields'] as const)),
    ],
  };
}

function spaceNotSupported(): UnprocessableError {
  return new UnprocessableError(
    'space-not-supported',
    'Listings are made of units here: Hostaway knows no other, and spaces are for iCal exports. Link each unit of the space.',
    [{ path: 'space_id', message: 'name a unit_id instead' }],
  );
}
