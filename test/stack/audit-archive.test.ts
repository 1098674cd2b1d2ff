import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { S3AuditArchive } from '../../adapters/s3/audit-archive.ts';
import { archivedFields, archivedRowSchema } from '../../domain/archive/archived-row.ts';
import { startLocalS3 } from '../support/local-s3.ts';
import { flatten } from './flatten.ts';
import { resourcesOf, templatesOf } from './synthesise.ts';

const prod = templatesOf('prod').data;
const only = (type: string) => Object(flatten(resourcesOf(prod, type)[0]?.Properties));

describe('the bucket of the archive', () => {
  const bucket = only('AWS::S3::Bucket');

  it('is private, encrypted, versioned, and reached by TLS alone', () => {
    expect(bucket).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
        ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
    });
    const [policy] = resourcesOf(prod, 'AWS::S3::BucketPolicy');
    expect(policy?.Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });

  it('keeps rows for seven years, the old ones where they are cheap, and answers for a week', () => {
    const [rows, answers] = bucket.LifecycleConfiguration.Rules;
    expect(rows).toMatchObject({
      ...{ Prefix: 'audit/', Status: 'Enabled', ExpirationInDays: 2555 },
      Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }],
    });
    expect(answers).toMatchObject({ Prefix: 'answers/', Status: 'Enabled', ExpirationInDays: 7 });
  });
});

describe('the table of Athena', () => {
  const { TableInput: table } = only('AWS::Glue::Table');

  it('has the columns of the lines, in their order', () => {
    const { Columns } = table.StorageDescriptor;
    expect(Columns.map(({ Name }: { Name: string }) => Name)).toEqual(archivedFields);
  });

  it('finds an org and a day where the archive puts them', async () => {
    const { bucket, folder } = /^s3:\/\/(?<bucket>[^/]+)\/(?<folder>.*)$/.exec(
      table.Parameters['storage.location.template'],
    )?.groups ?? { bucket: '', folder: '' };
    const started_at = '2026-03-01T09:00:00.000Z';
    const row = archivedRowSchema.parse({
      ...{ org_id: 'acme', account_id: 'main', target_id: 't', listing_id: 'l', attempt: '1' },
      ...{ channel: null, started_at, raw: null },
    });
    const s3 = await startLocalS3('archive');
    await new S3AuditArchive(s3.client, 'archive').add('acme', '2026-03-01', [row]);
    const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket: 'archive' }));
    await s3.stop();

    expect(`<${bucket}>`).toContain('Archive');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as Athena writes it
    const place = folder?.replace('${org}', 'acme').replace('${day}', '2026-03-01');
    expect(Contents.map(({ Key = '' }) => Key.slice(0, place?.length))).toEqual([place]);
  });

  it('has no partitions to be found', () => {
    expect(table.PartitionKeys.map(({ Name }: { Name: string }) => Name)).toEqual(['org', 'day']);
    expect(table.Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.org.type': 'injected',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy-MM-dd',
    });
  });
});

it('the saved queries name one org and some days, columns that there are, and their workgroup', () => {
  const queries = resourcesOf(prod, 'AWS::Athena::NamedQuery').map(({ Properties }) =>
    Object(flatten(Properties)),
  );
  expect(queries.map(({ Name }) => Name)).toEqual([
    'failures-at-target',
    'attempts-of-trace',
    'requests-by-day',
  ]);
  const words = /'[^']*'|--.*|\b[A-Z_]+\b|\b\d+\b/g;
  const known = new Set([...archivedFields, 'org', 'day', 'audit', 'concat', 'coalesce', 'count']);
  const named = new Set(['requests', 'refused_429']);
  for (const { QueryString, WorkGroup, Database } of queries) {
    expect(QueryString).toMatch(/WHERE org = 'ORG'\n {2}AND day BETWEEN '[-\d]+' AND '[-\d]+'/);
    const names: string[] = QueryString.replaceAll(words, '').match(/[a-z_\d]+/g) ?? [];
    expect(names.filter((name) => !known.has(name) && !named.has(name))).toEqual([]);
    expect([WorkGroup, Database]).toEqual([
      'tvl-channels-prod-archive',
      'tvl_channels_prod_archive',
    ]);
  }
});

it('the workgroup decides where answers go, encrypted, and how much a query may read', () => {
  expect(only('AWS::Athena::WorkGroup').WorkGroupConfiguration).toMatchObject({
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 10_000_000_000,
    ResultConfiguration: {
      OutputLocation: expect.stringMatching(/\/answers\/$/),
      EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
    },
  });
});
