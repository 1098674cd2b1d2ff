import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoAttemptLog } from '../../../adapters/dynamodb/audit/attempt-log.ts';
import { DynamoLookNotes } from '../../../adapters/dynamodb/audit/look-notes.ts';
import { targetKey } from '../../../adapters/dynamodb/keys.ts';
import { DynamoTargetRegistry } from '../../../adapters/dynamodb/targets/target-registry.ts';
import { S3AuditArchive } from '../../../adapters/s3/audit-archive.ts';
import type { ArchivedRow } from '../../../domain/archive/archived-row.ts';
import { keepAudit } from '../../../domain/archive/keep-audit.ts';
import { inParallel } from '../../../domain/common/in-parallel.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { anAudit } from '../../builders/audit.ts';
import { auditItem } from '../../builders/audit-records.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { type LocalS3, startLocalS3 } from '../../support/local-s3.ts';

const bucket = 'archive';
const day = '2026-03-01';
const dayMs = 86_400_000;
const midnight = Date.parse(`${day}T00:00:00.000Z`);
let database: TestDatabase;
let s3: LocalS3;
let now = midnight;
const reports: unknown[] = [];

beforeAll(async () => {
  [database, s3] = await Promise.all([startDynamoDb(), startLocalS3(bucket)]);
});
afterAll(async () => {
  database?.stop();
  await s3?.stop();
});

function portsNow() {
  const { documentClient: client, tables } = database;
  const report = (event: string, details: object) => void reports.push({ event, ...details });
  const registry = new DynamoTargetRegistry(client, tables.channels, report);
  const clock = () => now;

  return {
    ...{ registry, report, clock },
    log: new DynamoAttemptLog(client, tables, clock),
    archive: new S3AuditArchive(s3.client, bucket),
    notes: new DynamoLookNotes(client, tables.meters),
  };
}

/** A round over these orgs alone: a look at each of their days takes its time. */
async function keep(...orgs: readonly string[]) {
  const { registry, ...ports } = portsNow();
  const targets = async function* () {
    for await (const entry of registry.withGone()) if (orgs.includes(entry.org_id)) yield entry;
  };

  return await keepAudit(Infinity, { ...ports, targets });
}

/** A target of an org of its own, with a channel. */
async function aTarget(org_id: string) {
  const target = { org_id, account_id: 'main', id: randomUUID() };
  const Item = { ...targetKey(target, target.id), channel_type: 'hostaway' };
  const { registry } = portsNow();
  await registry.add({ ...target, registered_at: new Date(midnight).toISOString() });
  await database.documentClient.send(new PutCommand({ TableName: database.tables.channels, Item }));

  return target;
}

type Target = Awaited<ReturnType<typeof aTarget>>;

async function attempt(target: Target, minute: number, over: Partial<OutboundAudit> = {}) {
  const started_at = new Date(midnight + minute * 60_000).toISOString();
  const { org_id, account_id, id: target_id } = target;
  const whose = { org_id, account_id, target_id };
  const row = anAudit({ ...whose, started_at, completed_at: started_at, ...over });
  await put(auditItem(row, minute + 1));

  return row;
}

async function put(Item: Record<string, unknown>): Promise<void> {
  await database.documentClient.send(new PutCommand({ TableName: database.tables.audit, Item }));
}

async function archived(org: string, of = day): Promise<ArchivedRow[]> {
  const rows: ArchivedRow[] = [];
  for await (const row of portsNow().archive.rows(org, of)) rows.push(row);
  return rows.sort((a, b) => a.started_at.localeCompare(b.started_at));
}

async function inLog(org: string): Promise<number> {
  const { Items = [] } = await database.documentClient.send(
    new ScanCommand({ TableName: database.tables.audit }),
  );
  return Items.filter(({ pk }) => String(pk).startsWith(`TENANT#${org}#`)).length;
}

describe('a day that is over', () => {
  it('is archived as it was shown, with its channel; of another day and org is nothing with it', async () => {
    now = midnight + dayMs + 3_600_000;
    const [target, other] = [await aTarget('acme'), await aTarget('other')];
    const rows = [
      await attempt(target, 0, { request_excerpt: 'ünï "quoted",\n', outcome: 'success' }),
      await attempt(target, 24 * 60 - 1, { http_status: 429, error_message: '=1+1' }),
    ];
    await attempt(target, 24 * 60);
    await attempt(other, 30);

    expect(await keep('acme', 'other')).toMatchObject({ added: 3, differences: 0, failed: 0 });

    expect(await archived('acme')).toEqual(
      rows.map((row, at) => ({
        ...{ ...row, channel: 'hostaway', raw: null },
        attempt: at === 0 ? '0000000001' : '0000001440',
      })),
    );
    expect(await archived('other')).toHaveLength(1);
  });

  it('is an object of compressed lines where Athena looks for it, and the same once more in the same place', async () => {
    const objects = async () => {
      const { Contents = [] } = await s3.client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: `audit/org=acme/day=${day}/` }),
      );
      return Contents.map(({ Key = '' }) => Key);
    };
    const [Key = '', ...others] = await objects();
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
    const lines = gunzipSync(content).toString().trimEnd().split('\n');

    expect(Key).toMatch(/^audit\/org=acme\/day=2026-03-01\/000000000-[0-9a-f]{32}\.jsonl\.gz$/);
    expect(lines.map((line) => JSON.parse(line).attempt)).toEqual(['0000000001', '0000001440']);
    await portsNow().archive.add('acme', day, (await archived('acme')).toReversed());
    expect([others, await objects()]).toEqual([[], [Key]]);
    // Of others that began at the same time.
    const [first] = await archived('acme');
    await portsNow().archive.add('twice', day, first ? [{ ...first, attempt: '1' }] : []);
    await portsNow().archive.add('twice', day, first ? [{ ...first, attempt: '2' }] : []);
    expect(await archived('twice')).toHaveLength(2);
  });

  it('loses no row for its being unreadable: it is kept as it lies in the table', async () => {
    const target = await aTarget('raw');
    const { org_id, account_id, id: target_id } = target;
    const row = anAudit({ org_id, account_id, target_id, started_at: `${day}T01:00:00.000Z` });
    await put({ ...auditItem(row, 7), texts: Buffer.from('no JSON') });
    await keep('raw');

    const [kept] = await archived('raw');
    expect(kept).toMatchObject({ attempt: '0000000007', target_id, listing_id: row.listing_id });
    expect(JSON.parse(kept?.raw ?? '')).toMatchObject({
      texts: Buffer.from('no JSON').toString('base64'),
      outcome: row.outcome,
    });
  });

  it('of a target that is deleted meanwhile is archived, for as long as there may be rows', async () => {
    const target = await aTarget('gone');
    await attempt(target, 5);
    await portsNow().registry.remove(target, now);
    await keep('gone');

    expect(await archived('gone')).toHaveLength(1);
  });
});

describe('past its time', () => {
  it('what has stayed is removed once it is archived, and nothing else', async () => {
    const target = await aTarget('late');
    await attempt(target, 10);
    // Past the time of the day, and not of the next one.
    now = midnight + 93 * dayMs + 3_600_000;
    s3.faults.add({ service: 's3', action: 'PutObject', times: 99, error: { code: 'SlowDown' } });
    expect(await keep('late')).toMatchObject({ failed: 1 });
    s3.faults.clear();
    expect(await inLog('late')).toBe(1);

    await keep('late', 'acme');

    expect(await inLog('late')).toBe(0);
    expect(await archived('late')).toHaveLength(1);
    expect([await inLog('acme'), await inLog('other')]).toEqual([1, 1]);
  });

  it('a row whose time somebody has prolonged stays', async () => {
    const target = await aTarget('longer');
    const { org_id, account_id, id: target_id } = target;
    const row = anAudit({ org_id, account_id, target_id, started_at: `${day}T01:00:00.000Z` });
    await put({ ...auditItem(row, 1), expires_at: now / 1000 + 1 });
    await keep('longer');

    expect(await inLog('longer')).toBe(1);
    expect(await archived('longer')).toHaveLength(1);
  });
});

it('reads each row for half a unit, and little more', async () => {
  const target = await aTarget('many');
  now = midnight + 11 * dayMs;
  const count = 600;
  const minutes = Array.from({ length: count }, (_, at) => 10 * 24 * 60 - 1 - at);
  await inParallel(minutes, 20, (minute) => attempt(target, minute));
  await keep('many');
  let units = 0;
  const { documentClient } = database;
  documentClient.middlewareStack.add(
    (next) => async (args) => {
      const asked = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
      const answer = await next({ ...args, input: asked });
      const { ConsumedCapacity } = Object(answer.output);
      for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) units += CapacityUnits;
      return answer;
    },
    { name: 'counting', step: 'initialize' },
  );
  const notes = { of: async () => new Map(), keep: async () => {} };
  const unread = { keys: async () => new Set<string>(), add: async () => {} };
  const before = await archived('many', '2026-03-10');
  const counted = await keepAudit(Infinity, {
    ...portsNow(),
    ...{ notes, archive: unread },
    targets: async function* () {
      yield { ...target, registered_at: '2026-03-10T00:00:00.000Z' };
    },
  });
  documentClient.middlewareStack.remove('counting');

  expect([before.length, counted.added]).toEqual([count, count]);
  expect(units / count).toBeLessThan(0.6);
});
