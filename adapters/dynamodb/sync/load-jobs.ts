import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { Unit } from '../../../domain/supply/unit.ts';
import type { SyncJob } from '../../../domain/sync/sync-job.ts';
import type { LoadedJobs } from '../../../domain/sync/sync-store.ts';
import { batchGet } from '../batch-get.ts';
import { idOf, type Key, listingKey, unitKey } from '../keys.ts';
import { toListing } from '../listings/listing-item.ts';
import { toUnit } from '../units/unit-item.ts';

/** Reads the listings and units of a batch of jobs, consistently and in one request unless they are very large. */
export async function loadJobs(
  client: DynamoDBDocumentClient,
  table: string,
  jobs: readonly SyncJob[],
): Promise<LoadedJobs> {
  const loaded = {
    listings: new Map<string, StoredListing>(),
    units: new Map<string, Unit>(),
    unreadable: new Map<string, unknown>(),
  };
  for (const item of await batchGet(client, table, keysOf(jobs))) {
    try {
      sort(item, loaded);
    } catch (error) {
      loaded.unreadable.set(idOf(String(item.sk)), error);
    }
  }

  return loaded;
}

function keysOf(jobs: readonly SyncJob[]): Key[] {
  const keys = jobs.flatMap((job) => [
    listingKey(job, job.listing_id),
    ...(job.unit_id === null ? [] : [unitKey(job, job.unit_id)]),
  ]);

  return [...new Map(keys.map((key) => [`${key.pk}|${key.sk}`, key])).values()];
}

function sort(
  item: Record<string, unknown>,
  { listings, units }: { listings: Map<string, StoredListing>; units: Map<string, Unit> },
): void {
  if (String(item.sk).startsWith('LISTING#')) {
    const listing = toListing(item);
    listings.set(listing.id, listing);
  } else {
    const unit = toUnit(item);
    units.set(unit.id, unit);
  }
}
