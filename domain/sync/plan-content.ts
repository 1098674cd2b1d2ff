import type { Work } from '../attempts/attempt.ts';
import { isInDoubt } from '../attempts/held-fields.ts';
import { askedBy, idempotencyKey } from '../attempts/idempotency-key.ts';
import { sha256 } from '../common/payload-hash.ts';
import { toTimestamp } from '../common/time.ts';
import { asHeldBy } from '../content/as-held-by.ts';
import { type Content, contentToSend, type Rendering, render } from '../content/content.ts';
import { type Decision, decideContent, decideRemoval } from '../content/decide-sync.ts';
import { leftOut, renderAgain } from '../content/left-out.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { ListingChanges } from '../listings/listing-changes.ts';
import { jobAttributes } from '../listings/request-sync.ts';
import { givenUp } from './give-up.ts';
import type { Amendment, Planned } from './plan.ts';
import type { SyncDeps } from './sync-deps.ts';

/** What a listing is to be, as a call or as a change of its row. What its nights need is not in it. */
export type ContentPlan =
  | { readonly kind: 'call'; readonly work: ContentWork; readonly look_first: boolean }
  | Amendment
  | { readonly kind: 'nothing' };

type ContentWork = Omit<Work, 'rest' | 'look_at'>;

const wishes = ['replay_id', 'requested_by', 'resync_id', 'resync_by'] as const;

/** For a listing that is to disappear from the channel. */
export function planRemoval({ job, listing }: Planned, now: number): ContentPlan {
  const version = Math.max(1, listing.last_sync_version ?? 1);
  const key = idempotencyKey(
    version,
    listing,
    listing.replay_id ?? listing.request_id ?? 'removal',
  );
  const work: ContentWork = {
    job,
    listing,
    operation: 'delete',
    idempotency_key: key,
    unit_version: version,
    newest: false,
    mapped: null,
    payload_hash: sha256(''),
    left_out: [],
  };
  const removed: ListingChanges = {
    set: { sync_status: 'ok', updated_at: toTimestamp(now) },
    remove: [...jobAttributes, ...wishes, 'removal_requested'],
  };

  return toPlan(decideRemoval(listing, key), work, removed);
}

/** Maps, validates, hashes and decides; makes no call and no write. */
export async function planContent(
  item: Planned,
  deps: Pick<SyncDeps, 'store' | 'clock'>,
): Promise<ContentPlan> {
  const { job, listing, target, connected } = item;
  const content = await contentToSend(listing, item.unit, deps.store);
  if (content === undefined)
    return invalid(listing, {
      message: 'the unit or the snapshot to send no longer exists',
      now: deps.clock(),
    });

  const { mapped, payload_hash } = await render(content.unit, {
    listing,
    target,
    ...connected,
  });
  if (mapped.errors.length > 0) {
    const reasons = mapped.errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    const message = `the channel would not take this content: ${reasons}`;
    const refused_version = content.unit.version;
    return invalid(listing, { message, refused_version, now: deps.clock() });
  }

  const asker = askedBy(listing, deps.clock());
  const key = idempotencyKey(content.unit.version, listing, asker);
  const held = asHeldBy(target, listing);
  const work: ContentWork = {
    job,
    listing,
    operation: listing.external_listing_id === null ? 'create' : 'update',
    idempotency_key: key,
    unit_version: content.unit.version,
    newest: content.newest,
    mapped,
    payload_hash,
    left_out: [],
  };
  const decision = decideContent(held, payload_hash, { key, asked: asker !== undefined });
  const left_out =
    decision.kind === 'write' && asker === undefined
      ? await fieldsLeftOut(held, { ...item, content, rendering: { mapped, payload_hash } }, deps)
      : [];

  return toPlan(decision, { ...work, left_out }, unchanged(work, deps.clock()));
}

/** What the channel has already of what is to be sent. */
async function fieldsLeftOut(
  held: StoredListing,
  to_send: Planned & { readonly content: Content; readonly rendering: Rendering },
  { store }: Pick<SyncDeps, 'store'>,
): Promise<string[]> {
  const { target, connected, content, rendering } = to_send;
  // Only then is it known what the channel has.
  const isKnown = held.external_listing_id !== null && held.last_payload_hash !== null;
  if (!isKnown || isInDoubt(held)) return [];
  const context = { listing: held, target, ...connected };
  const before = await renderAgain(
    held,
    { unit: content.unit, rendering },
    { snapshots: store, render: (unit) => render(unit, context) },
  );

  return leftOut(held, rendering.mapped.payload, {
    before,
    costly: connected.channel.costly_fields,
  });
}

/** The channel holds what is to be sent. */
function unchanged({ listing, unit_version, mapped }: ContentWork, now: number): ListingChanges {
  return {
    set: {
      sync_status: 'ok',
      last_sync_version: unit_version,
      error_message: null,
      retry_count: 0,
      retry_after_at: null,
      warnings: [...(mapped?.warnings ?? []), ...toldByChannel(listing)],
      updated_at: toTimestamp(now),
    },
    remove: [...jobAttributes, 'requested_by'],
  };
}

/** What the channel's answer to the last write has shown is still so when nothing is sent. */
function toldByChannel({ warnings }: StoredListing) {
  return warnings.filter(({ told_by }) => told_by === 'channel');
}

function toPlan(decision: Decision, work: ContentWork, settled: ListingChanges): ContentPlan {
  switch (decision.kind) {
    case 'write':
      return {
        kind: 'call',
        work: { ...work, operation: decision.operation },
        look_first: decision.look_first,
      };
    case 'unchanged':
    case 'gone':
      return { kind: 'amend', action: work.operation, changes: settled, state: 'skipped' };
    case 'settled':
      return { kind: 'nothing' };
  }
}

/** Nothing can be sent; `refused_version`: since the channel would not take what that version says. */
function invalid(
  listing: StoredListing,
  { message, refused_version, now }: { message: string; refused_version?: number; now: number },
): Amendment {
  const { set, remove } = givenUp(listing, message, now);
  const noted = refused_version === undefined ? {} : { refused_version };

  return {
    kind: 'amend',
    action: 'update',
    state: 'failed',
    changes: { set: { ...set, ...noted }, remove },
  };
}
