import type { TargetWatch } from '../alerts/watch.ts';
import type { Report } from '../common/report.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Clock } from '../common/time.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { RegistryEntry, TargetIdentity } from '../targets/target-resources.ts';
import { forgotten, type UnitMark } from './forgotten.ts';

/** Where a round that ran out of time goes on: with the listings of this target behind `after`, if any. */
export interface ReconcilePlace {
  readonly target: TargetIdentity;
  readonly after?: string | undefined;
}

export interface ReconcileRounds {
  /** Begins a round that nobody else may run beside; `busy` while there is one, until it must be dead (epoch ms). */
  begin(until: number): Promise<'busy' | { readonly place: ReconcilePlace | undefined }>;
  /** Ends it; the next one goes on at the place, or begins anew. */
  end(place: ReconcilePlace | undefined): Promise<void>;
}

export interface ReconcilePorts {
  readonly rounds: ReconcileRounds;
  /** The targets of all tenants in an order, beginning with one. */
  targets(from: TargetIdentity | undefined): AsyncIterable<RegistryEntry>;
  target(tenant: Tenant, targetId: string): Promise<StoredTarget | undefined>;
  /** A page of a target's listings in the order of their ids, those after one. */
  listingIds(
    tenant: Tenant,
    targetId: string,
    after: string | undefined,
  ): Promise<{ readonly ids: readonly string[]; readonly more: boolean }>;
  /** In no order; what cannot be read is left out. May be some moments old. */
  listings(tenant: Tenant, ids: readonly string[]): Promise<readonly StoredListing[]>;
  /** By unit; likewise. */
  units(tenant: Tenant, ids: readonly string[]): Promise<ReadonlyMap<string, UnitMark>>;
  /** Notes that the listing waits, and for the sweeper if it is `due`. False when it was written to since it was read. */
  remind(listing: StoredListing, options: { readonly due: boolean }): Promise<boolean>;
  readonly watch: Pick<TargetWatch, 'found'>;
  readonly report: Report;
  readonly clock: Clock;
}

/** In listings; `failed` in targets. `finished`: no target is left for the next round. */
export interface ReconcileResult {
  looked: number;
  found: number;
  failed: number;
  finished: boolean;
}

/** A round that takes so much longer than it should has died. */
const graceMs = 60_000;

/**
 * Compares every listing with its unit, in case what should have made its job got lost: a change that was given up, a row
 * that somebody wrote by hand. What it finds it leaves to the sweeper. Goes through all targets, begins no page after
 * `until` (epoch ms) and continues there the next time, unless that shall begin `anew`. A target that fails is reported
 * and stops no other. `busy`: another round is under way.
 */
export async function reconcile(
  { until, anew = false }: { readonly until: number; readonly anew?: boolean },
  ports: ReconcilePorts,
): Promise<ReconcileResult | 'busy'> {
  const begun = await ports.rounds.begin(until + graceMs);
  if (begun === 'busy') return 'busy';
  const result: ReconcileResult = { looked: 0, found: 0, failed: 0, finished: true };
  let place = anew ? undefined : begun.place;
  try {
    for await (const entry of ports.targets(place?.target)) {
      const after = place?.target.id === entry.id ? place.after : undefined;
      place = await reconcileTarget({ target: entry, after }, { until, result, ports });
      if (place !== undefined) break;
    }
    result.finished = place === undefined;
  } finally {
    await ports.rounds.end(place);
  }

  return result;
}

interface Round {
  readonly until: number;
  readonly result: ReconcileResult;
  readonly ports: ReconcilePorts;
}

/** Where it stopped, if its time was up. */
async function reconcileTarget(
  { target: entry, after }: ReconcilePlace,
  { until, result, ports }: Round,
): Promise<ReconcilePlace | undefined> {
  let last = after;
  let found = 0;
  try {
    const target = await ports.target(entry, entry.id);
    // What a deleted target leaves behind is its tear-down's.
    if (target === undefined || target.deleted_at !== null) return undefined;
    for (;;) {
      if (ports.clock() >= until) return { target: entry, after: last };
      const { ids, more } = await ports.listingIds(entry, entry.id, last);
      result.looked += ids.length;
      const lost = await reconcilePage(target, ids, ports);
      result.found += lost;
      found += lost;
      if (lost > 0) await ports.watch.found(target, 'changes_forgotten', found);
      last = ids.at(-1);
      if (!more) return undefined;
    }
  } catch (error) {
    result.failed += 1;
    ports.report('target-not-reconciled', { target_id: entry.id, error });
    return undefined;
  }
}

async function reconcilePage(
  target: StoredTarget,
  ids: readonly string[],
  ports: ReconcilePorts,
): Promise<number> {
  const listings = await ports.listings(target, ids);
  const unitIds = new Set(listings.flatMap(({ unit_id }) => unit_id ?? []));
  const units = await ports.units(target, [...unitIds]);
  let found = 0;
  for (const listing of listings) {
    const why = forgotten(
      listing,
      { unit: units.get(listing.unit_id ?? ''), target },
      ports.clock(),
    );
    if (why === undefined) continue;
    if (await ports.remind(listing, { due: target.sync_mode === 'api' })) found += 1;
    ports.report('listing-forgotten', { listing_id: listing.id, target_id: target.id, why });
  }

  return found;
}
