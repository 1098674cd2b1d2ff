import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredListing } from '../../domain/channels/listing.ts';
import type { Unit } from '../../domain/supply/unit.ts';
import type { SyncJob } from '../../domain/sync/sync-job.ts';
import { batchGet } from './batch-get.ts';
import { type Key, listingKey, unitKey } from './keys.ts';
import { toListing } from './listing-item.ts';
import { toUnit } from './unit-item.ts';

export interface LoadedJobs {
  readonly listings: Map<string, StoredListing>;
  readonly units: Map<string, Unit>;
}

/** Reads the listings and units of a batch of jobs, consistently and in one request unless they are very large. */
export async function loadJobs(
  client: DynamoDBDocumentClient,
  table: string,
  jobs: readonly SyncJob[],
): Promise<LoadedJobs> {
  const loaded: LoadedJobs = { listings: new Map(), units: new Map() };
  for (const item of await batchGet(client, table, keysOf(jobs))) sort(item, loaded);

  return loaded;
}

function keysOf(jobs: readonly SyncJob[]): Key[] {
  const keys = jobs.flatMap((job) => [
    listingKey(job, job.listing_id),
    ...(job.unit_id === null ? [] : [unitKey(job, job.unit_id)]),
  ]);

  return [...new Map(keys.map((key) => [`${key.pk}|${key.sk}`, key])).values()];
}

function sort(item: Record<string, unknown>, { listings, units }: LoadedJobs): void {
  if (String(item.sk).startsWith('LISTING#')) {
    const listing = toListing(item);
    listings.set(listing.id, listing);
  } else {
    const unit = toUnit(item);
    units.set(unit.id, unit);
  }
}
