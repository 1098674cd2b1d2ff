import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '../../../../local/cloud/aws-endpoint.ts';
import type { RunningServer } from '../../../../local/cloud/common/listen.ts';
import { createFaults, type Faults } from '../../../../local/cloud/faults.ts';
import { createGate } from '../../../../local/cloud/gate.ts';
import { Authorizer } from '../../../../local/cloud/iam/authorizer.ts';
import { compileStatement } from '../../../../local/cloud/iam/statement.ts';
import { createRequestCounts } from '../../../../local/cloud/request-counts.ts';
import { S3Service } from '../../../../local/cloud/s3/s3-service.ts';

const Bucket = 'archive-000000000000-us-east-1';
let folder: string;
let faults: Faults;
let endpoint: RunningServer;
/** The account, and a function that may do what `allowed` says. */
let account: S3Client;
let lambda: S3Client;
let allowed: { action: string; resource: string }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 's3-'));
  allowed = [];
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  faults = createFaults();
  const statement = ({ action, resource }: { action: string; resource: string }) =>
    compileStatement({ Effect: 'Allow', Action: [action], Resource: [resource] });
  const gate = createGate({
    services: new Map([['s3', new S3Service([Bucket], folder)]]),
    authorizer: new Authorizer(new Map([['role', allowed.map(statement)]])),
    ...{ counts: createRequestCounts(), faults },
  });
  endpoint = await startAwsEndpoint({
    gate,
    callerOf: (id) => {
      if (id === 'ACCOUNT') return { principal: 'local', session: undefined };
      const session = { role: 'role', name: 'fn' };
      return id === 'LAMBDA' ? { principal: 'fn', session } : undefined;
    },
  });
  account = clientOf('ACCOUNT');
  lambda = clientOf('LAMBDA');
}

async function stop(): Promise<void> {
  account.destroy();
  lambda.destroy();
  await endpoint.stop();
}

function clientOf(accessKeyId: string): S3Client {
  return new S3Client({
    region: 'us-east-1',
    endpoint: `${endpoint.url}/s3`,
    credentials: { accessKeyId, secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

async function allow(...grants: { action: string; resource: string }[]): Promise<void> {
  await stop();
  allowed = grants;
  await start();
}

async function read(client: S3Client, Key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function keysOf(client: S3Client, Prefix: string, MaxKeys?: number): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client, ...(MaxKeys && { pageSize: MaxKeys }) },
    { Bucket, Prefix },
  )) {
    keys.push(...Contents.map(({ Key = '' }) => Key));
  }
  return keys;
}

describe('an object', () => {
  it('is what was put, whatever its key and content, also after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ minLength: 1, maxLength: 60 })
          .filter((key) => !/^[./]|\/[./]|\p{C}/u.test(key)),
        fc.uint8Array({ maxLength: 2_000 }),
        async (Key, bytes) => {
          await account.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));

          expect(await read(account, Key)).toEqual(Buffer.from(bytes));
          expect(await keysOf(account, Key)).toContain(Key);
        },
      ),
      { numRuns: 40 },
    );
    const Key = 'audit/org=acme/day=2026-01-31/a.jsonl.gz';
    await account.send(
      new PutObjectCommand({
        ...{ Bucket, Key, Body: Buffer.from('rows\nof a day'), Metadata: { rows: '2' } },
        ...{ ContentType: 'application/x-ndjson', ContentEncoding: 'gzip' },
      }),
    );
    await stop();
    // Left by a crash in the middle of a write.
    writeFileSync(join(folder, Bucket, 'half.object.new'), '{"key":"half');
    await start();

    expect((await read(account, Key)).toString()).toBe('rows\nof a day');
    expect(await account.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
      ...{ ContentLength: 13, ContentType: 'application/x-ndjson', ContentEncoding: 'gzip' },
      Metadata: { rows: '2' },
    });
    expect(await keysOf(account, 'half')).toEqual([]);
  });

  it('is replaced whole by another of its key, and gone when it is deleted', async () => {
    await account.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'first, and longer' }));
    await account.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'second' }));
    expect((await read(account, 'k')).toString()).toBe('second');

    await account.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await account.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));

    await expect(read(account, 'k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(account.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    expect(readdirSync(join(folder, Bucket))).toEqual([]);
  });

  it('is refused when it is not what its checksum says', async () => {
    const put = account.send(
      new PutObjectCommand({ Bucket, Key: 'k', Body: 'content', ChecksumCRC32: 'AAAAAA==' }),
    );

    await expect(put).rejects.toMatchObject({ name: 'BadDigest' });
    expect(await keysOf(account, '')).toEqual([]);
  });
});

it('lists keys in the order of their bytes, page by page', async () => {
  const keys = ['a/10', 'a/9', 'a/b<&>"', 'a/Z', 'a/é', 'b/1'];
  for (const Key of keys) await account.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const ordered = ['a/10', 'a/9', 'a/Z', 'a/b<&>"', 'a/é'];

  expect(await keysOf(account, 'a/')).toEqual(ordered);
  expect(await keysOf(account, 'a/', 2)).toEqual(ordered);
  expect(await keysOf(account, 'c')).toEqual([]);
  const buckets = async (Prefix: string) =>
    (await account.send(new ListBucketsCommand({ Prefix }))).Buckets;
  expect(await buckets('archive-')).toEqual([{ Name: Bucket }]);
  expect(await buckets('other-')).toEqual([]);
});

describe('a call is refused', () => {
  it('by a role that does not allow it on that object, and by nobody else', async () => {
    await allow({ action: 's3:PutObject', resource: `arn:aws:s3:::${Bucket}/audit/*` });
    await lambda.send(new PutObjectCommand({ Bucket, Key: 'audit/1', Body: '1' }));

    const refused = [
      () => lambda.send(new PutObjectCommand({ Bucket, Key: 'other/1', Body: '1' })),
      () => read(lambda, 'audit/1'),
      () => lambda.send(new DeleteObjectCommand({ Bucket, Key: 'audit/1' })),
      () => keysOf(lambda, 'audit/'),
    ];
    for (const ask of refused) await expect(ask()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect((await read(account, 'audit/1')).toString()).toBe('1');
  });

  it('with 403 instead of 404 where what is there may not be listed', async () => {
    const reading = { action: 's3:GetObject', resource: `arn:aws:s3:::${Bucket}/*` };
    await allow(reading);
    await expect(read(lambda, 'none')).rejects.toMatchObject({ name: 'AccessDenied' });

    await allow(reading, { action: 's3:ListBucket', resource: `arn:aws:s3:::${Bucket}` });
    await expect(read(lambda, 'none')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('for credentials that nobody gave out, another bucket, and what is not played here', async () => {
    const stranger = clientOf('STRANGER');
    await expect(read(stranger, 'k')).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    stranger.destroy();
    await expect(
      account.send(new GetObjectCommand({ Bucket: 'another', Key: 'k' })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(lambda.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(
      account.send(new GetObjectCommand({ Bucket, Key: 'k', VersionId: '1' })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(
      account.send(new CopyObjectCommand({ Bucket, Key: 'k', CopySource: `${Bucket}/l` })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('by a disturbance, in the words of S3', async () => {
    const error = { code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' };
    faults.add({ service: 's3', action: 'PutObject', times: 1, error });

    await expect(
      account.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '1' })),
    ).rejects.toMatchObject({ name: 'SlowDown' });
  });
});
