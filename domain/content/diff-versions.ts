import type { Payload } from '../channel/channel.ts';
import { NotFoundError, UnprocessableError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import { findListing } from '../listings/change-listing.ts';
import type { MappingWarning, StoredListing } from '../listings/listing.ts';
import type { Unit } from '../supply/unit.ts';
import { unitAt } from './content.ts';
import { changesAtChannel, type PatchOperation } from './payload-diff.ts';
import { rendererOf, type SnapshotDeps } from './snapshot-deps.ts';

/** One version of a unit as its channel would get it. */
export interface VersionPayload {
  readonly unit_version: number;
  readonly payload: Payload;
  readonly payload_hash: string;
}

export interface VersionDiff {
  readonly listing_id: string;
  readonly unit_id: string;
  readonly from: VersionPayload;
  readonly to: VersionPayload;
  /** RFC 6902, from the one payload to what the channel holds after the other: it keeps what is no longer named. */
  readonly operations: readonly PatchOperation[];
  /** Of the mapping of `to`. */
  readonly warnings: readonly MappingWarning[];
}

/**
 * What changes at the channel between two versions of a listing's unit, both mapped as of today. Makes no call.
 * @throws NotFoundError; UnprocessableError `unknown-version`, `channel-not-supported`
 */
export async function diffVersions(
  tenant: Tenant,
  wanted: { readonly id: string; readonly from: number; readonly to: number },
  deps: SnapshotDeps,
): Promise<VersionDiff> {
  const { id } = wanted;
  const listing = await findListing(tenant, { id }, (...which) => deps.listings.get(...which));
  const { target_id, unit_id } = listing;
  const { target, unit } = await deps.listings.surroundings(tenant, {
    target_id,
    unit_id: unit_id ?? id,
    listing_id: id,
  });
  if (target === undefined || unit === undefined)
    throw new NotFoundError('The target or the unit of the listing does not exist.');

  const [before, after] = await versionsOf(listing, { unit, ...wanted }, deps);
  const renderer = await rendererOf(listing, target, deps);
  const from = await renderer.render(before);
  // As for a channel that has the former: what is gone since is emptied, or told to be kept.
  const to = await renderer.render(after, from.mapped.unsent_fields);

  return {
    listing_id: id,
    unit_id: unit.id,
    from: { ...pick(from), unit_version: wanted.from },
    to: { ...pick(to), unit_version: wanted.to },
    operations: changesAtChannel(from.mapped.payload, to.mapped.payload),
    warnings: [...to.mapped.warnings, ...renderer.warnings],
  };
}

/** @throws UnprocessableError `unknown-version`, naming each that is */
async function versionsOf(
  listing: StoredListing,
  { unit, from, to }: { unit: Unit; from: number; to: number },
  { snapshots }: SnapshotDeps,
): Promise<[Unit, Unit]> {
  const unitOf = async (version: number) => {
    if (version === unit.version) return unit;
    const snapshot = await snapshots.snapshot(listing, unit.id, version);
    return snapshot && unitAt(unit, snapshot);
  };
  const [before, after] = [await unitOf(from), await unitOf(to)];
  if (before !== undefined && after !== undefined) return [before, after];

  const message = `must be from 1 to ${unit.version}`;
  throw new UnprocessableError('unknown-version', 'The unit has no such version.', [
    ...(before === undefined ? [{ path: 'from', message }] : []),
    ...(after === undefined ? [{ path: 'to', message }] : []),
  ]);
}

function pick({ mapped, payload_hash }: { mapped: { payload: Payload }; payload_hash: string }) {
  return { payload: mapped.payload, payload_hash };
}
