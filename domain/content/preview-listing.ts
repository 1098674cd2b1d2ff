import { askedBy, idempotencyKey } from '../attempts/idempotency-key.ts';
import type { Payload } from '../channel/channel.ts';
import { type FieldError, NotFoundError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Clock } from '../common/time.ts';
import { findListing } from '../listings/change-listing.ts';
import type { MappingWarning, StoredListing } from '../listings/listing.ts';
import { listingGate } from '../listings/listing-gate.ts';
import type { Operation } from '../listings/outbound-audit.ts';
import { targetGate } from '../pacing/target-gate.ts';
import type { StoredTarget } from '../targets/target.ts';
import { asHeldBy } from './as-held-by.ts';
import { contentToSend, type Rendering } from './content.ts';
import { decideContent, decideRemoval } from './decide-sync.ts';
import { type LastSent, lastSent } from './last-sent.ts';
import { leftOut, renderAgain } from './left-out.ts';
import { rendererOf, type SnapshotDeps } from './snapshot-deps.ts';

/** What would go out for a listing now, and how it differs from what went out last. */
export interface Preview extends LastSent {
  readonly listing_id: string;
  readonly target_id: string;
  readonly unit_id: string | null;
  /** Null, like the payload, when the unit or the snapshot to send no longer exists. */
  readonly unit_version: number | null;
  /** A replayed snapshot goes out, until the unit changes. */
  readonly is_pinned: boolean;
  readonly payload: Payload | null;
  readonly payload_hash: string | null;
  readonly warnings: readonly MappingWarning[];
  /** With any of these the payload is not sent. */
  readonly errors: readonly FieldError[];
  /** The call that a job would make now; null for none, and `held_back` says why. */
  readonly operation: Operation | null;
  readonly held_back: string | null;
  /** Fields of the payload that the call would not name, since the channel has them as they are. */
  readonly already_held: readonly string[];
}

/**
 * Shows the payload of a listing without sending it. Content, mapping and decision are those of the worker. Makes no call:
 * the channel's vocabulary is that of the last sync, or missing, which a warning says.
 * @throws NotFoundError @throws UnprocessableError `channel-not-supported`
 */
export async function previewListing(
  tenant: Tenant,
  id: string,
  deps: SnapshotDeps & { readonly clock: Clock },
): Promise<Preview> {
  const found = await findListing(tenant, { id }, (...which) => deps.listings.get(...which));
  const { target_id, unit_id } = found;
  const wanted = { target_id, unit_id: unit_id ?? id, listing_id: id };
  const { target, unit } = await deps.listings.surroundings(tenant, wanted);
  if (target === undefined) throw new NotFoundError('The target of the listing does not exist.');

  const listing = asHeldBy(target, found);
  const renderer = await rendererOf(listing, target, deps);
  const content = await contentToSend(listing, unit, deps.snapshots);
  const rendering = content && (await renderer.render(content.unit));
  const now = content && rendering && { unit: content.unit, rendering };
  const version = content?.unit.version;
  const { snapshots } = deps;
  const before = now && (await renderAgain(listing, now, { snapshots, ...renderer }));
  const state = { listing, target, version, rendering, before, costly: renderer.costly_fields };

  return {
    listing_id: id,
    target_id,
    unit_id,
    unit_version: content?.unit.version ?? null,
    is_pinned: content?.newest === false,
    payload: rendering?.mapped.payload ?? null,
    payload_hash: rendering?.payload_hash ?? null,
    warnings: [...(rendering?.mapped.warnings ?? []), ...renderer.warnings],
    errors: rendering?.mapped.errors ?? [nothingToSend],
    ...nextCall(state, deps.clock()),
    ...lastSent(listing, now, { before, ...renderer }),
  };
}

const nothingToSend: FieldError = {
  path: 'unit',
  message: 'the unit or the snapshot to send no longer exists',
};

interface State {
  readonly listing: StoredListing;
  readonly target: StoredTarget;
  readonly version: number | undefined;
  readonly rendering: Rendering | undefined;
  readonly before: Rendering | undefined;
  readonly costly: readonly string[];
}

type NextCall = Pick<Preview, 'operation' | 'held_back' | 'already_held'>;

/** What the worker would do now, by its own rules. */
function nextCall(state: State, now: number): NextCall {
  const { listing, target, version, rendering, before, costly } = state;
  for (const gate of [targetGate(target, { now }), listingGate(listing, now)])
    if (gate.kind !== 'open') return noCall(gate.why);

  const asker = askedBy(listing, now);
  const key = idempotencyKey(version ?? 0, listing, asker);
  const removal = listing.removal_requested === true;
  if (!removal && (rendering === undefined || rendering.mapped.errors.length > 0))
    return noCall('invalid');
  const decision = removal
    ? decideRemoval(listing, key)
    : decideContent(listing, rendering?.payload_hash ?? '', { key, asked: asker !== undefined });

  if (decision.kind !== 'write') return noCall(decision.kind);
  const payload = (asker === undefined ? rendering?.mapped.payload : undefined) ?? {};

  return {
    operation: decision.operation,
    held_back: null,
    already_held: removal ? [] : leftOut(listing, payload, { before, costly }),
  };
}

function noCall(held_back: string): NextCall {
  return { operation: null, held_back, already_held: [] };
}
