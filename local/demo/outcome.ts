import { listingId } from '../../domain/common/ids.ts';
import { inParallel } from '../../domain/common/in-parallel.ts';
import type { Listing } from '../../domain/listings/listing.ts';
import { isListingWrite } from '../hostaway/faults/fault-plan.ts';
import { expectedPayload } from '../oracle/expected-payload.ts';
import { markedId, type RunRecord } from '../oracle/run-record.ts';
import { judge } from '../oracle.ts';
import type { DemoWorld } from './demo-world.ts';
import type { Run } from './run.ts';
import { isSynced } from './wanted.ts';

/** How a run ended: what both ends say of it, and everything that was wrong, in words. */
export interface DemoOutcome {
  readonly record: RunRecord;
  readonly reasons: readonly string[];
}

/** Asks both ends and holds them against each other. */
export async function judgeRun(run: Run): Promise<DemoOutcome> {
  const { client, target, simulator, limit, wanted } = run.world;
  const listings = await client.listingsOf(target.id);
  const audits = await inParallel(listings, 4, ({ id }) => client.history(id));
  const record: RunRecord = {
    listings,
    audits: audits.flat(),
    calls: simulator.calls(),
    external: simulator.listings(),
    limit,
    expected: await expectedPayloads(listings, run.world),
    // The simulator was never offline: what was sent has arrived, unless the sender died.
    unreachable_allowed: false,
  };
  const behind = listings.filter((listing) => !isSynced(listing, wanted));

  return {
    record,
    reasons: [
      ...run.reasons,
      ...behind.map(({ id, sync_status }) => `listing ${id} is behind its unit (${sync_status})`),
      ...needlessCalls(run),
      ...judge(record).map(({ kind, listing_id, message }) =>
        [kind, ...(listing_id === null ? [] : [`listing ${listing_id}`]), message].join(': '),
      ),
    ],
  };
}

/** Writes that changed nothing the channel could see must not have reached it. */
function needlessCalls({ world, silent }: Run): string[] {
  const since = new Map(
    [...silent].map(([unitId, seq]) => [listingId(unitId, world.target.id), seq]),
  );

  return world.simulator.calls().flatMap(({ seq, method, path, marker }) => {
    const from = since.get(markedId(marker) ?? '');
    if (from === undefined || seq <= from || !isListingWrite(method, path)) return [];

    return [`${method} ${path} was called for a unit that had not changed`];
  });
}

/** Listing id -> what its unit's newest version comes to at the channel. */
async function expectedPayloads(
  listings: readonly Listing[],
  { wanted, target }: DemoWorld,
): Promise<Record<string, Record<string, unknown>>> {
  const payloads: Record<string, Record<string, unknown>> = {};
  for (const { id, unit_id } of listings) {
    const unit = wanted.get(unit_id ?? '');
    if (unit === undefined) continue;
    const profile = target.settings.field_mapping;
    payloads[id] = await expectedPayload(unit, { listing_id: id, profile });
  }

  return payloads;
}
