import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoAlertWebhooks } from '../../../../adapters/dynamodb/alerts/alert-webhooks.ts';
import type { AlertWebhook } from '../../../../domain/webhook/alert-webhook.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const [before, now, later] = ['11', '12', '13'].map((hour) => `2026-06-01T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
];

let database: TestDatabase;
let webhooks: DynamoAlertWebhooks;
beforeAll(async () => {
  database = await startDynamoDb();
  webhooks = new DynamoAlertWebhooks(database.documentClient, database.tables.channels);
});
afterAll(() => database.stop());

const aWebhook = (over: Partial<AlertWebhook> = {}): AlertWebhook => ({
  ...{ org_id: randomUUID(), account_id: 'main', url: 'https://hooks.example/alerts' },
  ...{ secret_ref: randomUUID(), set_by: randomUUID(), set_at: before, free_at: before, ...over },
});

it('is had by one who claims it, of many at once, until it is freed or its time is over', async () => {
  const webhook = aWebhook();
  await webhooks.put(webhook);
  const claims = await Promise.all(
    Array.from({ length: 8 }, () => webhooks.claim(webhook, now, later)),
  );

  expect(claims.filter(({ kind }) => kind === 'claimed')).toEqual([
    { kind: 'claimed', webhook: { ...webhook, free_at: later } },
  ]);
  expect(claims.filter(({ kind }) => kind === 'busy')).toHaveLength(7);
  expect(claims).toContainEqual({ kind: 'busy', free_at: later });
  expect((await webhooks.claim(webhook, later, later)).kind).toBe('claimed');
  expect(await webhooks.note(webhook, { free_at: now, last_delivered_at: now })).toBe(true);
  expect(await webhooks.claim(webhook, now, later)).toMatchObject({
    ...{ kind: 'claimed', webhook: { last_delivered_at: now } },
  });
});

it('is claimed by nobody where there is none, and none is made by that; nor once it is switched off', async () => {
  const nobody = aWebhook();
  expect(await webhooks.claim(nobody, now, later)).toEqual({ kind: 'none' });
  expect(await webhooks.get(nobody)).toBeUndefined();

  const off = aWebhook();
  await webhooks.put(off);
  await webhooks.note(off, { switched_off_at: before });
  expect(await webhooks.claim(off, now, later)).toEqual({ kind: 'none' });
});

it('notes nothing on one that has taken its place, and tells who is replaced', async () => {
  const old = aWebhook();
  const fresh = { ...old, secret_ref: randomUUID() };
  expect(await webhooks.put(old)).toBeUndefined();
  expect(await webhooks.put(fresh)).toEqual(old);

  expect(await webhooks.note(old, { switched_off_at: now })).toBe(false);
  expect(await webhooks.get(old)).toEqual(fresh);
  expect(await webhooks.remove(old)).toEqual(fresh);
  expect(await webhooks.remove(old)).toBeUndefined();
  expect(await webhooks.note(old, { free_at: now })).toBe(false);
});
