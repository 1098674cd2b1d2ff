import { randomUUID } from 'node:crypto';
import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BadCursorError } from '../../../../adapters/dynamodb/cursor.ts';
import { targetNameKey } from '../../../../adapters/dynamodb/keys.ts';
import { DynamoTargetRegistry } from '../../../../adapters/dynamodb/targets/target-registry.ts';
import { DynamoTargetStore } from '../../../../adapters/dynamodb/targets/target-store.ts';
import { ConflictError, PreconditionFailedError } from '../../../../domain/common/errors.ts';
import type { StoredTarget } from '../../../../domain/targets/target.ts';
import {
  type Part,
  type RegistryEntry,
  wholeList,
} from '../../../../domain/targets/target-resources.ts';
import { aTarget } from '../../../builders/target.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let store: DynamoTargetStore;
let registry: DynamoTargetRegistry;
let now = Date.parse('2026-03-01T09:00:00.000Z');

/** A tenant of its own per test, so that tests do not see each other's targets. */
let tenant: { org_id: string; account_id: string };
const target = (over: Partial<StoredTarget> = {}) => {
  const id = randomUUID();
  return aTarget({ ...tenant, id, name: id, revision: 0, ...over });
};
const created = async (over: Partial<StoredTarget> = {}) => {
  const made = target(over);
  await store.create(made);
  return made;
};
const read = async ({ id }: StoredTarget) => store.get(tenant, id);

beforeAll(async () => {
  database = await startDynamoDb();
  store = new DynamoTargetStore(database.documentClient, database.tables.channels, () => now);
  registry = new DynamoTargetRegistry(
    database.documentClient,
    database.tables.channels,
    () => undefined,
  );
});
afterAll(() => database.stop());
beforeEach(() => {
  tenant = { org_id: `org-${randomUUID().slice(0, 8)}`, account_id: 'main' };
  now = Date.parse('2026-03-01T09:00:00.000Z');
});

describe('creating and reading', () => {
  it('gives back what was put in, to its tenant only', async () => {
    const made = await created();

    expect(await read(made)).toEqual(made);
    expect(await store.get({ ...tenant, account_id: 'other' }, made.id)).toBeUndefined();
  });

  it('keeps a name unique per tenant and channel', async () => {
    const made = await created({ name: 'Miami' });

    expect(await store.isNameTaken(tenant, 'hostaway', 'Miami')).toBe(true);
    expect(await store.isNameTaken(tenant, 'airbnb', 'Miami')).toBe(false);
    await expect(created({ name: 'Miami' })).rejects.toMatchObject({
      name: 'ConflictError',
      slug: 'name-taken',
    });
    await expect(created({ name: 'Miami', channel_type: 'airbnb' })).resolves.toBeDefined();
    await expect(created({ name: 'Miami', account_id: 'other' })).resolves.toBeDefined();
    expect((await store.list(tenant, { limit: 10 })).items).toHaveLength(2);
    expect(await read(made)).toEqual(made);
  });

  it('lets exactly one of many simultaneous creations have a name', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => created({ name: 'Miami' })),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ConflictError);
  });

  it('forgets a discarded target and frees its name, but not the name of another', async () => {
    const made = await created({ name: 'Miami' });
    await store.discard(target({ name: 'Miami' }));
    expect(await store.isNameTaken(tenant, 'hostaway', 'Miami')).toBe(true);

    await store.discard(made);

    expect(await read(made)).toBeUndefined();
    expect(await store.isNameTaken(tenant, 'hostaway', 'Miami')).toBe(false);
  });
});

describe('listing', () => {
  it('pages through all targets of a tenant and no others, without the deleted', async () => {
    const made = await Promise.all(Array.from({ length: 7 }, () => created()));
    const deleted = await Promise.all(Array.from({ length: 9 }, () => created()));
    await Promise.all(deleted.map((one) => store.softDelete(one, now)));
    await created({ account_id: 'other' });
    const found: string[] = [];
    let cursor: string | null | undefined;
    let pages = 0;

    do {
      const page = await store.list(tenant, { limit: 3, cursor: cursor ?? undefined });
      expect(page.items.length).toBeLessThanOrEqual(3);
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
      pages += 1;
    } while (cursor !== null);

    expect(found.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    expect(new Set(found).size).toBe(7);
    expect(pages).toBe(3);
  });

  it('has no next page after exactly the last one', async () => {
    await Promise.all([created(), created()]);

    expect((await store.list(tenant, { limit: 2 })).next_cursor).toBeNull();
  });

  it('refuses a cursor that was given to another tenant', async () => {
    await Promise.all([created(), created()]);
    const { next_cursor } = await store.list(tenant, { limit: 1 });
    const other = { ...tenant, account_id: 'other' };

    await expect(store.list(other, { limit: 1, cursor: next_cursor ?? '' })).rejects.toThrow(
      BadCursorError,
    );
    await expect(store.list(tenant, { limit: 1, cursor: 'nonsense' })).rejects.toThrow(
      BadCursorError,
    );
  });
});

describe('editing', () => {
  it('changes what is named and raises the revision', async () => {
    const made = await created();

    const edited = await store.update(made, { is_active: false, rate_limit_config: null }, now);

    expect(edited).toMatchObject({
      is_active: false,
      revision: 1,
      updated_at: '2026-03-01T09:00:00.000Z',
    });
    expect(await read(made)).toEqual(edited);
  });

  it('refuses an edit of what has changed since it was read', async () => {
    const made = await created();
    await store.update(made, { is_active: false }, now);

    await expect(store.update(made, { is_active: true }, now)).rejects.toThrow(
      PreconditionFailedError,
    );
    expect((await read(made))?.is_active).toBe(false);
  });

  it('moves the name along, and refuses one that is taken', async () => {
    const made = await created({ name: 'Miami' });
    await created({ name: 'Naples' });

    await expect(store.update(made, { name: 'Naples' }, now)).rejects.toMatchObject({
      slug: 'name-taken',
    });
    const edited = await store.update(made, { name: 'Orlando' }, now);

    expect(await store.isNameTaken(tenant, 'hostaway', 'Miami')).toBe(false);
    expect(await store.isNameTaken(tenant, 'hostaway', 'Orlando')).toBe(true);
    expect((await read(made))?.name).toBe('Orlando');
    await expect(store.update(edited, { name: 'Miami' }, now)).resolves.toBeDefined();
  });

  it('does not write back what the system noted meanwhile', async () => {
    const made = await created();
    await store.recordHealth(tenant, made.id, {
      health_status: 'degraded',
      health_message: 'slow',
      last_health_check_at: '2026-03-01T08:00:00.000Z',
      seen_revision: made.revision,
    });

    await store.update(made, { is_active: false }, now);

    expect(await read(made)).toMatchObject({
      health_status: 'degraded',
      health_message: 'slow',
      revision: 1,
      is_active: false,
    });
  });

  it('deletes softly, once, and frees the name', async () => {
    const made = await created({ name: 'Miami' });

    const deleted = await store.softDelete(made, now);

    expect(deleted).toMatchObject({ deleted_at: '2026-03-01T09:00:00.000Z', is_active: false });
    expect(await read(made)).toEqual(deleted);
    await expect(store.softDelete(deleted, now)).rejects.toThrow(PreconditionFailedError);
    await expect(created({ name: 'Miami' })).resolves.toBeDefined();
    const { Item } = await database.documentClient.send(
      new GetCommand({
        TableName: database.tables.channels,
        Key: targetNameKey(tenant, 'hostaway', 'Miami'),
      }),
    );
    expect(Item?.target_id).not.toBe(made.id);
  });
});

describe('blocking', () => {
  const block = (
    reason: 'rate_limited' | 'unavailable' | 'credentials_rejected',
    seconds = 60,
  ) => ({
    reason,
    until: now + seconds * 1000,
    message: `because of ${reason}`,
  });

  it('silences a target, leaving its revision alone', async () => {
    const made = await created();

    expect(await store.block(tenant, made.id, block('unavailable'))).toBe('blocked');

    expect(await read(made)).toMatchObject({
      blocked_until: '2026-03-01T09:01:00.000Z',
      block_reason: 'unavailable',
      health_status: 'offline',
      health_message: 'because of unavailable',
      revision: 0,
    });
  });

  it('only ever prolongs', async () => {
    const { id } = await created();

    expect(await store.block(tenant, id, block('rate_limited', 60))).toBe('blocked');
    expect(await store.block(tenant, id, block('rate_limited', 30))).toBe('unchanged');
    expect(await store.block(tenant, id, block('rate_limited', 90))).toBe('prolonged');
    now += 120_000;
    expect(await store.block(tenant, id, block('rate_limited', 5))).toBe('blocked');
  });

  it('is void when people have edited the target since what led to it was seen', async () => {
    const made = await created();
    const edited = await store.update(made, { name: 'Edited' }, now);

    const seen = (seen_revision: number) => ({ ...block('credentials_rejected'), seen_revision });
    expect(await store.block(tenant, made.id, seen(made.revision))).toBe('unchanged');
    expect((await read(made))?.block_reason).toBeNull();
    expect(await store.block(tenant, made.id, seen(edited.revision))).toBe('blocked');
  });

  it('ends with the longest silence and the worst reason when many block at once', async () => {
    const made = await created();

    await Promise.all([
      store.block(tenant, made.id, block('rate_limited', 300)),
      store.block(tenant, made.id, block('credentials_rejected', 10)),
      store.block(tenant, made.id, block('rate_limited', 20)),
    ]);

    expect(await read(made)).toMatchObject({
      blocked_until: '2026-03-01T09:05:00.000Z',
      block_reason: 'credentials_rejected',
    });
  });

  it('does nothing to a target that is deleted or unknown', async () => {
    const made = await created();
    await store.softDelete(made, now);

    expect(await store.block(tenant, made.id, block('unavailable'))).toBe('unchanged');
    expect(await store.block(tenant, randomUUID(), block('unavailable'))).toBe('unchanged');
    expect((await read(made))?.block_reason).toBeNull();
  });

  it('lifts a block of the reasons named, or one that has run out, and no other', async () => {
    const made = await created();
    await store.block(tenant, made.id, block('rate_limited'));

    expect(await store.unblock(tenant, made.id, ['unavailable', 'credentials_rejected'])).toBe(
      false,
    );
    expect((await read(made))?.block_reason).toBe('rate_limited');
    now += 60_000;
    expect(await store.unblock(tenant, made.id, ['unavailable'])).toBe(true);
    expect(await read(made)).toMatchObject({ block_reason: null, blocked_until: null });

    await store.block(tenant, made.id, block('unavailable'));
    expect(await store.unblock(tenant, made.id, ['unavailable'])).toBe(true);
    expect(await store.unblock(tenant, made.id, ['unavailable'])).toBe(false);
    expect(await store.unblock(tenant, randomUUID(), ['unavailable'])).toBe(false);
  });

  it('is healthy with the block lifted', async () => {
    const made = await created();
    await store.block(tenant, made.id, block('unavailable'));
    await store.unblock(tenant, made.id, ['unavailable']);

    expect(await read(made)).toMatchObject({ health_status: 'healthy', health_message: null });
  });

  it('notes no health of what people have edited since it was looked at', async () => {
    const made = await created();
    await store.update(made, { name: 'Orlando' }, now);
    await store.recordHealth(tenant, made.id, {
      health_status: 'offline',
      health_message: 'refused',
      last_health_check_at: '2026-03-01T08:00:00.000Z',
      seen_revision: made.revision,
    });

    expect((await read(made))?.health_message).not.toBe('refused');
  });

  it('makes no row of what it notes about a target that is not there', async () => {
    const id = randomUUID();

    await store.recordHealth(tenant, id, {
      health_status: 'healthy',
      health_message: null,
      last_health_check_at: '2026-03-01T09:00:00.000Z',
      seen_revision: 0,
    });

    expect(await store.get(tenant, id)).toBeUndefined();
  });
});

describe('the registry', () => {
  const listed = async (part: Part = wholeList) => {
    const found: RegistryEntry[] = [];
    for await (const entry of registry.entries(part)) found.push(entry);
    return found;
  };

  const register = async (org_id: string) => {
    const entry = {
      ...{ ...tenant, org_id, id: randomUUID() },
      registered_at: '2026-03-01T09:00:00.000Z',
    };
    await registry.add(entry);
    return entry;
  };

  it('lists each target once in all parts together, and about as many in each', async () => {
    const ids = await Promise.all(Array.from({ length: 80 }, () => register('o-1')));
    const parts = [0, 1, 2, 3].map((part) => ({ part, of: 4 }));

    const found = await Promise.all(parts.map(listed));

    const all = found.flat().map(({ id }) => id);
    expect(all).toEqual(expect.arrayContaining(ids.map(({ id }) => id)));
    expect(new Set(all).size).toBe(all.length);
    for (const part of found) expect(part.length).toBeGreaterThan(5);
  });

  it('remembers where a round of a part has stopped, with whom, and nothing of another part', async () => {
    const [one, other] = [await register('o-1'), await register('o-2')];
    const [first, second] = [
      { part: 0, of: 3 },
      { part: 1, of: 3 },
    ];
    expect(await registry.stops(first)).toEqual([]);

    await registry.continueAt(first, [one]);
    await registry.continueAt(first, [other, one]);

    const identity = ({ org_id, account_id, id }: RegistryEntry) => ({ org_id, account_id, id });
    expect(await registry.stops(first)).toEqual([identity(other), identity(one)]);
    expect(await registry.stops(second)).toEqual([]);
  });

  it('remembers of very many the first thousand, which fit', async () => {
    const org_id = 'o'.repeat(64);
    const targets = Array.from({ length: 1_100 }, () => ({ ...tenant, org_id, id: randomUUID() }));
    const part = { part: 2, of: 3 };

    await registry.continueAt(part, targets);

    expect(await registry.stops(part)).toEqual(targets.slice(0, 1_000));
  });

  it('lists targets of all tenants from before their making until after their end', async () => {
    const entry = { ...tenant, id: randomUUID(), registered_at: '2026-03-01T09:00:00.000Z' };
    await registry.add(entry);
    const made = await created();
    const ours = async () =>
      (await listed())
        .filter(({ org_id }) => org_id === tenant.org_id)
        .map(({ id }) => id)
        .toSorted();

    expect(await ours()).toEqual([entry.id, made.id].toSorted());
    await store.softDelete(made, now);
    expect(await ours()).toEqual([entry.id, made.id].toSorted());
    await registry.remove(made, Date.parse('2026-06-01T09:00:00.000Z'));
    await registry.remove(entry, Date.parse('2026-06-01T09:00:00.000Z'));
    expect(await ours()).toEqual([]);
  });

  it('holds ids only, and everything else lies under its tenant', async () => {
    const { Items = [] } = await database.documentClient.send(
      new ScanCommand({ TableName: database.tables.channels }),
    );
    for (const { pk } of Items)
      expect(pk).toMatch(/^(TENANT#[^#]+#[^#]+|REGISTRY#(TARGETS#[0-9a-f]|GONE|SWEEP))$/);
  });
});
