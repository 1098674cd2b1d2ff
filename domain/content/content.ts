import type { Channel, MappedPayload, ReferenceData } from '../channel/channel.ts';
import type { FieldError } from '../common/errors.ts';
import { contentHash } from '../common/payload-hash.ts';
import type { Tenant } from '../common/tenant.ts';
import type { StoredListing } from '../listings/listing.ts';
import { pinnedVersion } from '../listings/pinned-version.ts';
import type { Unit, UnitSnapshot } from '../supply/unit.ts';
import type { StoredTarget } from '../targets/target.ts';
import { readableWarnings } from './readable-warnings.ts';

/** What goes out for a listing: the unit, or a snapshot of it in the unit's form. */
export interface Content {
  readonly unit: Unit;
  /** It is the unit as it is now, not a pinned snapshot. */
  readonly newest: boolean;
}

export interface Snapshots {
  snapshot(tenant: Tenant, unitId: string, version: number): Promise<UnitSnapshot | undefined>;
}

/**
 * The newest unit, or the snapshot an operator replays; undefined when that no longer exists.
 * The worker and the preview both ask here, so that what is shown is what is sent.
 */
export async function contentToSend(
  listing: StoredListing,
  unit: Unit | undefined,
  snapshots: Snapshots,
): Promise<Content | undefined> {
  if (unit === undefined) return undefined;
  const pinned = pinnedVersion(listing, unit.version);
  if (pinned === null) return { unit, newest: true };

  const snapshot = await snapshots.snapshot(listing, unit.id, pinned);

  return snapshot && { unit: unitAt(unit, snapshot), newest: false };
}

/** The unit as it was at a version: what it did not say then, it does not say. Whether it is switched on is asked of today. */
export function unitAt(unit: Unit, { content, version }: UnitSnapshot): Unit {
  const { id, org_id, account_id, created_at, updated_at, is_active } = unit;

  return { ...content, is_active, id, org_id, account_id, version, created_at, updated_at };
}

export interface Rendering {
  readonly mapped: MappedPayload;
  /** SHA-256 (hex) of the payload's canonical JSON. */
  readonly payload_hash: string;
}

/** A unit as the listing's channel would get it. */
export async function render(
  unit: Unit,
  context: {
    readonly listing: StoredListing;
    /** @default what the listing says */
    readonly unsent_fields?: readonly string[] | undefined;
    readonly target: StoredTarget;
    readonly channel: Channel;
    readonly reference: ReferenceData;
  },
): Promise<Rendering> {
  const { listing, target, channel, reference } = context;
  const full = await channel.map({
    unit,
    listing_id: listing.id,
    profile: target.settings.field_mapping,
    reference,
    unsent_fields: context.unsent_fields ?? unsentFields(listing),
  });
  const mapped = {
    ...full,
    warnings: readableWarnings(full.warnings),
    errors: [...full.errors, ...(mayBeThere(listing) || unit.is_active ? [] : [switchedOff])],
  };

  return { mapped, payload_hash: contentHash(mapped.payload) };
}

const switchedOff: FieldError = {
  path: 'is_active',
  message: 'the unit is switched off, so no listing is made of it',
};

/** What was noted of an external listing that is gone says nothing of the next one. */
function unsentFields(listing: StoredListing): readonly string[] | undefined {
  return mayBeThere(listing) ? listing.unsent_fields : undefined;
}

function mayBeThere({ external_listing_id, remote_unclear }: StoredListing): boolean {
  return external_listing_id !== null || remote_unclear === true;
}
