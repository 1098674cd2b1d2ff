import { randomUUID } from 'node:crypto';
import type { Listing } from '../../domain/listings/listing.ts';
import { type Unit, type UnitContent, unitContentSchema } from '../../domain/supply/unit.ts';
import type { Target } from '../../domain/targets/target.ts';
import type { ApiClient } from '../../local/api-client.ts';
import { aUnit } from '../builders/unit.ts';
import { eventually } from './local-system.ts';

/** A target at a Hostaway on this machine, with a limit that tests do not meet. */
export function connectTarget(
  client: ApiClient,
  baseUrl: string,
  over: Partial<Parameters<ApiClient['createTarget']>[0]> = {},
): Promise<Target> {
  return client.createTarget({
    name: `Target ${randomUUID()}`,
    channel_type: 'hostaway',
    sync_mode: 'api',
    base_url: baseUrl,
    credentials: { api_token: 'local-hostaway-token' },
    rate_limit_config: { max_requests: 1000, window_seconds: 1 },
    ...over,
  });
}

/** A unit of its own, linked to a target. */
export async function linkUnit(
  client: ApiClient,
  targetId: string,
): Promise<{ unit: Unit; listing: Listing }> {
  const unit = await client.putUnit(randomUUID(), unitContentSchema.strip().parse(aUnit()));
  const listing = await client.link({ target_id: targetId, unit_id: unit.id });

  return { unit, listing };
}

/** Writes a unit again with something else in it. */
export function changeUnit(
  client: ApiClient,
  unit: Unit,
  change: Partial<UnitContent>,
): Promise<Unit> {
  return client.putUnit(unit.id, { ...unitContentSchema.strip().parse(unit), ...change });
}

/** The listing, once it says that the channel holds this version of its unit. */
export function untilSynced(
  client: ApiClient,
  { listing, unit: { version } }: { listing: Pick<Listing, 'id'>; unit: Pick<Unit, 'version'> },
  ms?: number,
): Promise<Listing> {
  return eventually(
    `version ${version} of listing ${listing.id} at the channel`,
    async () => {
      const now = await client.listing(listing.id);

      return now.sync_status === 'ok' && now.last_sync_version === version ? now : undefined;
    },
    ms,
  );
}
