import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DynamoAlertList } from '../../../../adapters/dynamodb/alerts/alert-list.ts';
import { DynamoAlerts } from '../../../../adapters/dynamodb/alerts/alert-store.ts';
import { alertChanges, type Condition } from '../../../../domain/alerts/alert-changes.ts';
import type { AlertFilter } from '../../../../domain/alerts/alert-store.ts';
import { toTimestamp } from '../../../../domain/common/time.ts';
import type { StoredTarget } from '../../../../domain/targets/target.ts';
import { aCondition } from '../../../builders/alert.ts';
import { aTarget } from '../../../builders/target.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const hour = 3_600_000;
const user_id = randomUUID();

let database: TestDatabase;
let alerts: DynamoAlerts;
let list: DynamoAlertList;
let target: StoredTarget;

beforeAll(async () => {
  database = await startDynamoDb();
  const { documentClient, tables } = database;
  alerts = new DynamoAlerts(documentClient, tables.channels, expect.unreachable);
  list = new DynamoAlertList(documentClient, tables.channels);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await tellAll();
  target = aTarget({ id: randomUUID(), org_id: `org-${randomUUID()}` });
});

/** One look, decided by what is kept. */
async function look(conditions: readonly Condition[], now: number, of = target): Promise<number> {
  const open = await alerts.openOf(of);
  const seen = { target: of, open, conditions, looked: () => true, ended: false };

  return alerts.keep(of, alertChanges(seen, now));
}

async function tellAll(): Promise<string[]> {
  const told: string[] = [];
  for (let some = await alerts.untold(); some.length > 0; some = await alerts.untold()) {
    told.push(...some.map(({ name, alert }) => `${name} ${alert.rule}`));
    await alerts.told(some);
  }

  return told;
}

async function listed(filter: AlertFilter = {}, limit = 100) {
  const items: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list.list(target, filter, { limit, cursor });
    items.push(
      ...page.items.map(({ rule, closed_at }) => `${closed_at ? 'past' : 'open'} ${rule}`),
    );
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);

  return items;
}

const expired = aCondition({ rule: 'credentials_expired', value: -1, threshold: 0 });
const refused = aCondition({
  rule: 'content_refused',
  subject: 'listing#7',
  listing_id: randomUUID(),
});

describe('an alert', () => {
  it('is kept with what is to be told of it, when it opens and when it closes', async () => {
    expect(await look([expired], start)).toBe(1);
    expect(await look([], start + 1)).toBe(1);

    expect(await tellAll()).toEqual([
      'channel.alert.opened credentials_expired',
      'channel.alert.closed credentials_expired',
    ]);
    expect(await alerts.openOf(target)).toEqual([]);
    expect(await listed()).toEqual(['past credentials_expired']);
  });

  it('is opened by one of those who find it at once, and told once', async () => {
    const found = await Promise.all(
      Array.from({ length: 5 }, (_, at) => look([expired], start + at)),
    );

    expect(found.filter((changed) => changed === 1)).toHaveLength(1);
    expect(await alerts.openOf(target)).toHaveLength(1);
    expect(await tellAll()).toHaveLength(1);
  });

  it('is closed by one of those who see its end, and told once', async () => {
    await look([expired], start);
    await tellAll();
    await Promise.all(Array.from({ length: 5 }, (_, at) => look([], start + hour + at)));

    expect(await tellAll()).toEqual(['channel.alert.closed credentials_expired']);
    expect(await listed()).toEqual(['past credentials_expired']);
  });

  it('is told again when nobody has noted that it was, and has the same id then', async () => {
    await look([expired], start);

    const [first, second] = [await alerts.untold(), await alerts.untold()];

    expect(first).toEqual(second);
    expect(first[0]).toMatchObject({
      ...{ target_id: target.id, org_id: target.org_id, occurred_at: toTimestamp(start) },
      alert: { target_name: target.name, value: -1, threshold: 0, closed_at: null },
    });
  });

  it('of a listing and version is told once, also when it comes back later', async () => {
    await look([refused], start);
    await look([], start + hour);
    await look([], start + 2 * hour);
    expect(await tellAll()).toHaveLength(2);

    await look([refused], start + 3 * hour);
    expect(await listed()).toEqual(['open content_refused']);
    const [again] = await alerts.openOf(target);
    expect(again).toMatchObject({ listing_id: refused.listing_id });
    await look([], start + 4 * hour);
    await look([], start + 5 * hour);

    expect(await tellAll()).toEqual([]);
    expect(await listed()).toEqual(['past content_refused']);
  });

  it('is not written over what somebody has noted since it was read', async () => {
    await look([expired], start);
    const open = await alerts.openOf(target);
    const [alert] = open;
    await list.acknowledge(target, alert?.id ?? '', { user_id, at: toTimestamp(start) });

    const seen = { target, open, conditions: [], looked: () => true, ended: true };
    expect(await alerts.keep(target, alertChanges(seen, start + 1))).toBe(0);
    await look([], start + 2);

    const { items } = await list.list(target, { state: 'past' }, { limit: 9 });
    expect(items).toMatchObject([{ acknowledged_by: user_id, closed_at: toTimestamp(start + 2) }]);
  });
});

describe('the list', () => {
  const some = (
    ['error_rate', 'p95_latency_ms', 'listings_failed', 'credentials_expired'] as const
  ).map((rule) => aCondition({ rule }));

  it('has the open ones, then the past ones, newest opening first, in pages of any length', async () => {
    await look([expired], start);
    await look([], start + 1);
    await look([expired], start + 2);
    await look([], start + 3);
    await look(some, start + 4);

    const all = await listed();
    expect(all.map((one) => one.split(' ')[0])).toEqual([
      ...['open', 'open', 'open', 'open', 'past', 'past'],
    ]);
    for (const limit of [1, 2, 3, 4, 5]) expect(await listed({}, limit)).toEqual(all);
    const { items } = await list.list(target, { state: 'past' }, { limit: 9 });
    expect(items.map(({ opened_at }) => opened_at)).toEqual(
      [2, 0].map((at) => toTimestamp(start + at)),
    );
  });

  it.each([
    [{ state: 'open' }, 4],
    [{ state: 'past' }, 1],
    [{ rule: 'error_rate' }, 1],
    [{ acknowledged: true }, 1],
    [{ acknowledged: false }, 4],
    [{ state: 'open', acknowledged: true }, 0],
  ] as const)('narrowed down by %j has %i', async (filter, count) => {
    await look([expired], start);
    const [first] = await alerts.openOf(target);
    await list.acknowledge(target, first?.id ?? '', { user_id, at: toTimestamp(start) });
    await look([], start + 1);
    await look(some, start + 2);

    expect(await listed(filter)).toHaveLength(count);
    expect(await listed(filter, 1)).toHaveLength(count);
  });

  it('of one target has its own', async () => {
    const other = aTarget({ id: randomUUID(), org_id: target.org_id });
    await look([expired], start);
    await look([expired, ...some], start, other);
    await look(some, start + 1, other);

    expect(await listed({ target_id: target.id })).toEqual(['open credentials_expired']);
    expect(await listed({ target_id: other.id }, 2)).toHaveLength(4);
  });

  it('remembers who has seen an alert first, be it open or past', async () => {
    await look([expired], start);
    const [alert] = await alerts.openOf(target);
    const id = alert?.id ?? '';
    const at = toTimestamp(start);
    await look([], start + 1);

    const seen = await list.acknowledge(target, id, { user_id, at });
    expect(seen).toMatchObject({ id, acknowledged_by: user_id, acknowledged_at: at });
    const again = await list.acknowledge(target, id, {
      user_id: randomUUID(),
      at: toTimestamp(start + 5),
    });
    expect(again).toEqual(seen);
    expect(await list.acknowledge(target, randomUUID(), { user_id, at })).toBeUndefined();
    expect(await list.acknowledge(aTarget(), id, { user_id, at })).toBeUndefined();
  });
});
