import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { marshall } from '@aws-sdk/util-dynamodb';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registryKey } from '../../adapters/dynamodb/keys.ts';
import { S3AuditArchive } from '../../adapters/s3/audit-archive.ts';
import { findBucket } from '../../adapters/s3/find-bucket.ts';
import { type ArchivedRow, archivedRowSchema } from '../../domain/archive/archived-row.ts';
import { dayMs, dayOf } from '../../domain/common/day.ts';
import type { OutboundAudit } from '../../domain/listings/outbound-audit.ts';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient } from '../../local/api-client.ts';
import { accountCredentials } from '../../local/cloud/iam/session.ts';
import { writeLocalAws } from '../../local/local-aws.ts';
import { anAudit } from '../builders/audit.ts';
import { auditItem } from '../builders/audit-records.ts';
import { connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const folder = mkdtempSync(join(tmpdir(), 'archive-'));
const noon = Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2;
const daysAgo = (days: number) => new Date(noon - days * dayMs).toISOString();
let system: LocalSystem;
let s3: S3Client;
let archive: S3AuditArchive;
let target: Target;

beforeAll(async () => {
  system = await startLocalSystem();
  const { variables } = system.cloud;
  writeLocalAws(system.cloud, folder);
  s3 = new S3Client({
    ...{ region: variables.AWS_REGION ?? '', endpoint: variables.AWS_ENDPOINT_URL_S3 ?? '' },
    credentials: accountCredentials,
  });
  archive = new S3AuditArchive(s3, await findBucket(s3, 'tvl-channels-local-archive-'));
  target = await connectTarget(
    new ApiClient(system.cloud.apiUrl, 'local-owner'),
    system.hostaway.url,
  );
  // As old as its attempts are to be.
  const entry = { ...tenant, id: target.id, registered_at: daysAgo(101) };
  await put('channels', { ...entry, ...registryKey(tenant, target.id) });
});
afterAll(async () => {
  s3?.destroy();
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function put(table: 'channels' | 'audit', item: Record<string, unknown>): Promise<void> {
  const TableName = `tvl-channels-local-${table}`;
  const Item = marshall(item, { removeUndefinedValues: true });
  // Bytes as JSON has them.
  const plain = JSON.parse(JSON.stringify(Item), (_, value) =>
    value?.B && typeof value.B === 'object' ? { B: bytes(value.B) } : value,
  );
  await system.cloud.call('dynamodb', 'PutItem', { TableName, Item: plain });
}

function bytes(of: object): string {
  const array = 'data' in of ? Object(of.data) : Object.values(of);
  return Buffer.from(array).toString('base64');
}

/** An attempt in the table, as a worker has left it so many days ago. */
async function attempted(days: number, over: Partial<OutboundAudit> = {}): Promise<OutboundAudit> {
  const started_at = daysAgo(days);
  const row = anAudit({ ...tenant, target_id: target.id, started_at, ...over });
  await put('audit', auditItem(row));
  return row;
}

async function archivedOn(days: number): Promise<ArchivedRow[]> {
  const rows: ArchivedRow[] = [];
  for await (const row of archive.rows('demo', dayOf(noon - days * dayMs))) rows.push(row);
  return rows;
}

/** `npm run export` of the last days of the org, as records by column. */
async function exported(days: number, ...options: string[]) {
  const env = { ...process.env, TVL_CHANNELS_DATA_DIR: folder };
  const range = ['--from', daysAgo(days).slice(0, 10), '--to', daysAgo(-1).slice(0, 10)];
  const args = ['bin/export.ts', '--stage', 'local', '--org', 'demo', ...range, ...options];
  const cwd = join(import.meta.dirname, '..', '..');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd, env });
  const records: Record<string, string>[] = parse(stdout, { columns: true });
  return { stdout, stderr, records };
}

describe('the audit outlives its purge', () => {
  it('is archived when its day is over, and leaves the table for good when its time is', async () => {
    const old = await attempted(100, { listing_id: randomUUID() });
    const known = await attempted(100, { listing_id: randomUUID() });
    const recent = await attempted(2, { error_message: '=HYPERLINK("http://x")' });
    await archive.add('demo', dayOf(noon - 100 * dayMs), [
      archivedRowSchema.parse({ ...known, channel: null, attempt: '0000000001', raw: null }),
    ]);

    await system.cloud.fire('audit-keeper');

    expect((await archivedOn(100)).map(({ id }) => id).sort()).toEqual([old.id, known.id].sort());
    expect(await archivedOn(2)).toEqual([
      { ...recent, channel: 'hostaway', attempt: '0000000001', raw: null },
    ]);
    const differences = await eventually('the metric of its alarm', async () =>
      system.cloud.metrics().find(({ name }) => name === 'ArchiveDifferences'),
    );
    expect(differences).toMatchObject({
      namespace: 'TvlChannels',
      dimensions: { service: 'tvl-channels', stage: 'local' },
      values: [0],
    });
    const history = await system.call(`GET /api/channels/targets/${target.id}/audit`);
    expect(history.json.items.map(({ id }: { id: string }) => id)).toEqual([recent.id]);
  });

  it('is archived when it dies before that', async () => {
    const dead = await attempted(95, { completed_at: new Date(Date.now() - 60_000).toISOString() });
    await system.cloud.expire();

    const [row] = await eventually('the dead row in the archive', async () => {
      const rows = await archivedOn(95);
      return rows.length > 0 ? rows : undefined;
    });
    expect(row).toMatchObject({ id: dead.id, channel: 'hostaway', attempt: '0000000001' });
  });

  it('is exported from both, each attempt once, as cells that nothing runs', async () => {
    const client = new ApiClient(system.cloud.apiUrl, 'local-owner');
    const linked = await linkUnit(client, target.id);
    await untilSynced(client, linked);
    const { records, stderr, stdout } = await exported(3, '--zone', 'Asia/Kathmandu');

    expect(records.map(({ outcome }) => outcome)).toEqual(['failed', 'success']);
    expect(records).toMatchObject([
      { error_message: '\'=HYPERLINK("http://x")', channel: 'hostaway', zone: 'Asia/Kathmandu' },
      { listing_id: linked.listing.id, channel: 'hostaway', raw: '' },
    ]);
    expect(records[0]?.started_at).toBe(daysAgo(2).replace('12:00:00.000Z', '17:45:00.000+05:45'));
    expect(stdout).toContain('\r\n');
    expect(stderr).toContain(`${daysAgo(2).slice(0, 10)}: 1 from the archive, 0 from the table`);
    expect(stderr).toMatch(/2 attempts of demo/);
  });
});
