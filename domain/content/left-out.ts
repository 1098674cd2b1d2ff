import { isDeepStrictEqual } from 'node:util';
import { heldFields, isInDoubt } from '../attempts/held-fields.ts';
import type { Payload } from '../channel/channel.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { Unit } from '../supply/unit.ts';
import { type Rendering, type Snapshots, unitAt } from './content.ts';

/** More fields than the channel's answer named were not kept. */
const allFields = 'payload';

/**
 * Fields of a payload that an update need not name, since the channel has them from us as they are, and keeps what it is not told: costly
 * ones by their seals, others if they are the same in what was sent last. That is made again from its version, and counts only
 * if it is what was sent. What the channel did not keep is said again each time.
 */
export function leftOut(
  listing: StoredListing,
  payload: Payload,
  sent: { readonly before: Rendering | undefined; readonly costly: readonly string[] },
): string[] {
  const { before, costly } = sent;
  const held = heldFields(listing, payload, costly);
  if (before?.payload_hash !== listing.last_payload_hash || isInDoubt(listing)) return held;
  const lost = listing.warnings.flatMap(({ field, told_by }) => (told_by ? [field] : []));
  if (lost.includes(allFields)) return held;
  const same = Object.keys(payload).filter(
    (field) =>
      ![...costly, ...lost].includes(field) &&
      isDeepStrictEqual(payload[field], before?.mapped.payload[field]),
  );

  return [...held, ...same];
}

/** What was sent of a listing last, as it would be made today; undefined when nothing was, or its version is gone. */
export async function renderAgain(
  { last_sync_version, ...listing }: StoredListing,
  now: { readonly unit: Unit; readonly rendering: Rendering },
  deps: { readonly snapshots: Snapshots; readonly render: (unit: Unit) => Promise<Rendering> },
): Promise<Rendering | undefined> {
  if (last_sync_version === null) return undefined;
  if (last_sync_version === now.unit.version) return now.rendering;
  const snapshot = await deps.snapshots.snapshot(listing, now.unit.id, last_sync_version);

  return snapshot && deps.render(unitAt(now.unit, snapshot));
}
