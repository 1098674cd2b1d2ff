import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { targetKey } from '../../../../adapters/dynamodb/keys.ts';
import { DynamoListingStates } from '../../../../adapters/dynamodb/listings/listing-states.ts';
import { DynamoListingStore } from '../../../../adapters/dynamodb/listings/listing-store.ts';
import type { Tenant } from '../../../../domain/common/tenant.ts';
import type { UnitListing } from '../../../../domain/listings/listing-store.ts';
import type { StoredTarget } from '../../../../domain/targets/target.ts';
import { aListing } from '../../../builders/stored-listing.ts';
import { aTarget } from '../../../builders/target.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const tenant: Tenant = { org_id: 'demo', account_id: 'main' };

let database: TestDatabase;
let states: DynamoListingStates;
let store: DynamoListingStore;
let crowded: StoredTarget;
let other: StoredTarget;

beforeAll(async () => {
  database = await startDynamoDb();
  const { documentClient, tables } = database;
  states = new DynamoListingStates(documentClient, tables.channels, () => undefined);
  store = new DynamoListingStore(documentClient, tables.channels);
  crowded = await aStoredTarget(tenant);
  other = await aStoredTarget(tenant);
  await Promise.all(Array.from({ length: 130 }, () => link(crowded)));
  await archive(await link(crowded));
  await archive(await link(other));
  await link(other);
  await link(await aStoredTarget({ ...tenant, account_id: 'second' }));
});
afterAll(() => database.stop());

async function aStoredTarget(of: Tenant): Promise<StoredTarget> {
  const target = aTarget({ ...of, id: randomUUID() });
  await database.documentClient.send(
    new PutCommand({
      TableName: database.tables.channels,
      Item: { ...targetKey(target, target.id), ...target },
    }),
  );
  return target;
}

async function link({ id, org_id, account_id }: StoredTarget): Promise<UnitListing> {
  const unit_id = randomUUID();
  const listing = {
    ...aListing({ id: randomUUID(), org_id, account_id, target_id: id }),
    unit_id,
  };
  expect(await store.link(listing)).toBe('written');
  return listing;
}

async function archive(listing: UnitListing): Promise<void> {
  const changes = { set: { status: 'archived' }, remove: [] } as const;
  expect(await store.archive(listing, changes)).toBe('written');
}

describe('the states of listings', () => {
  it('are those of all targets of the tenant, without the archived ones', async () => {
    const all = await states.ofTenant(tenant);

    expect(all.filter(({ target_id }) => target_id === crowded.id)).toHaveLength(130);
    expect(all.filter(({ target_id }) => target_id === other.id)).toEqual([
      {
        ...{ target_id: other.id, status: 'active', sync_status: 'pending' },
        ...{ last_synced_at: null, updated_at: '2026-01-01T00:00:00.000Z', error_message: null },
      },
    ]);
    expect(all).toHaveLength(131);
  });

  it('of one target are all of its own, however many, in detail', async () => {
    const all = await states.ofTarget(tenant, crowded.id);

    expect(new Set(all.map(({ id }) => id)).size).toBe(130);
    expect(all[0]).toEqual({
      ...{ id: expect.any(String), unit_id: expect.any(String), target_id: crowded.id },
      ...{ status: 'active', sync_status: 'pending', error_message: null, retry_count: 0 },
      ...{ retry_after_at: null, last_synced_at: null, updated_at: '2026-01-01T00:00:00.000Z' },
    });
  });

  it('tell of archived ones as long as they are to be removed from the channel', async () => {
    const alone = { org_id: 'removing', account_id: 'main' };
    const target = await aStoredTarget(alone);
    const listing = await link(target);
    const set = { status: 'archived', removal_requested: true, sync_status: 'error' } as const;
    await store.archive(listing, { set, remove: [] });

    const told = { status: 'archived', sync_status: 'error', target_id: target.id };
    expect(await states.ofTenant(alone)).toMatchObject([told]);
    expect(await states.ofTarget(alone, target.id)).toMatchObject([told]);
  });

  it("are nobody else's to read", async () => {
    const stranger = { ...tenant, org_id: 'other' };

    expect(await states.ofTenant(stranger)).toEqual([]);
    expect(await states.ofTarget(stranger, crowded.id)).toEqual([]);
    expect(await states.ofTenant({ ...tenant, account_id: 'second' })).toHaveLength(1);
  });
});
