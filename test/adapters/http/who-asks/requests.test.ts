import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoMembers } from '../../../../adapters/dynamodb/identity/members.ts';
import { DynamoSessions } from '../../../../adapters/dynamodb/identity/sessions.ts';
import { DynamoUnitStore } from '../../../../adapters/dynamodb/units/unit-store.ts';
import { sessionCookie } from '../../../../adapters/http/who-asks/cookies.ts';
import { addMember } from '../../../../domain/identity/manage-members.ts';
import { newSession } from '../../../../domain/identity/session.ts';
import { unitRoutes } from '../../../../lambdas/listings-api/routes/units.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';
import { startTestApi, type TestApi } from '../../../support/test-api.ts';

const minute = 60_000;
let database: TestDatabase;
let api: TestApi;
let now = Date.now();
const commands: string[] = [];
beforeAll(async () => {
  database = await startDynamoDb();
  const clock = () => now;
  const units = new DynamoUnitStore(database.documentClient, database.tables.channels);
  api = await startTestApi(unitRoutes({ units, clock }), database, clock);
  database.client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        commands.push(commandName);
        return next(args);
      },
    { step: 'initialize' },
  );
});
afterAll(() => database.stop());

/** What one call asks of DynamoDB. */
async function askedBy(options: object): Promise<string[]> {
  commands.length = 0;
  expect((await api.call('GET /api/supply/units', options)).status).toBe(200);
  return [...commands];
}

async function openSession(): Promise<string> {
  const { documentClient, tables } = database;
  const members = new DynamoMembers(documentClient, tables.channels);
  const deps = { members, clock: () => now };
  const tenant = { org_id: 'demo', account_id: 'main' };
  const member = await addMember({ tenant, email: 'ada@x.example', role: 'Viewer' }, null, deps);
  const { id, session } = newSession(member, now);
  await new DynamoSessions(documentClient, tables.meters).add(session);
  return `${sessionCookie}=${id}`;
}

it('to know who asks takes one request, by key and by session alike, and a note every five minutes', async () => {
  const bySession = { as: null, cookies: [await openSession()] };
  const known = ['BatchGetItemCommand', 'QueryCommand'];
  const noted = ['BatchGetItemCommand', 'UpdateItemCommand', 'QueryCommand'];

  // The key has not been used before; the login is a use.
  expect(await askedBy({})).toEqual(noted);
  expect(await askedBy({})).toEqual(known);
  expect(await askedBy(bySession)).toEqual(known);
  now += 6 * minute;
  expect(await askedBy(bySession)).toEqual(noted);
  expect(await askedBy({})).toEqual(noted);
  expect(await askedBy(bySession)).toEqual(known);
});
