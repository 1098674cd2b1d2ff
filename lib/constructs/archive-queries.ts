import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { archiveDatabaseName, namePrefix } from '../names.ts';
import type { Stage } from '../settings.ts';

export interface ArchiveQueriesProps {
  readonly stage: Stage;
  readonly bucket: IBucket;
}

/** What a line of the archive has, in its order. All else is text. */
const numbers = ['unit_version', 'http_status', 'duration_ms', 'retry_attempt'];
const columns = [
  ...['id', 'org_id', 'account_id', 'listing_id', 'target_id', 'unit_id', 'unit_version'],
  ...[
    'operation',
    'resource',
    'http_method',
    'http_status',
    'started_at',
    'completed_at',
    'duration_ms',
  ],
  ...['request_payload_hash', 'request_excerpt', 'response_excerpt', 'idempotency_key'],
  ...['retry_attempt', 'error_message', 'trace_id', 'created_by', 'created_at', 'outcome'],
  ...['channel', 'attempt', 'raw'],
].map((name) => ({ name, type: numbers.includes(name) ? 'int' : 'string' }));

const queries = {
  'failures-at-target': 'What failed at a target in a time.',
  'attempts-of-trace': 'All attempts that one request or change has led to.',
  'requests-by-day': 'Requests, and those refused with 429, by day and channel.',
};

/** No query reads more of the archive, bytes: some 250 million attempts, for five cents. */
const mostRead = 10_000_000_000;

/** The archive as a table of Athena, a workgroup to ask it in, and the questions that come up. */
export class ArchiveQueries extends Construct {
  constructor(scope: Construct, id: string, { stage, bucket }: ArchiveQueriesProps) {
    super(scope, id);
    const name = archiveDatabaseName(stage);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name, description: 'The archive of the audit.' },
    });
    this.table(name, bucket).addResourceDependency(database);
    const workGroup = this.workGroup(stage, bucket);
    for (const [query, description] of Object.entries(queries)) {
      const saved = new CfnNamedQuery(this, query, {
        ...{ name: query, description, database: name, workGroup: workGroup.name },
        queryString: readFileSync(
          join(import.meta.dirname, '..', 'queries', `${query}.sql`),
          'utf8',
        ),
      });
      saved.addResourceDependency(database);
      saved.addResourceDependency(workGroup);
    }
  }

  /** Its partitions follow from what is asked for, so that nothing has to find them. A query names one org, as a literal. */
  private table(databaseName: string, bucket: IBucket): CfnTable {
    const location = `s3://${bucket.bucketName}/audit/`;
    return new CfnTable(this, 'Table', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName,
      tableInput: {
        name: 'audit',
        description: 'Closed attempts. Rows that are there twice are the same in every column.',
        tableType: 'EXTERNAL_TABLE',
        parameters: {
          'projection.enabled': 'true',
          'projection.org.type': 'injected',
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy-MM-dd',
          'projection.day.range': '2026-01-01,NOW',
          'storage.location.template': `${location}org=$\{org}/day=$\{day}/`,
        },
        partitionKeys: ['org', 'day'].map((key) => ({ name: key, type: 'string' })),
        storageDescriptor: {
          columns,
          location,
          inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: { serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
        },
      },
    });
  }

  private workGroup(stage: Stage, bucket: IBucket): CfnWorkGroup {
    return new CfnWorkGroup(this, 'WorkGroup', {
      name: `${namePrefix(stage)}-archive`,
      description: 'Queries of the archive of the audit.',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        bytesScannedCutoffPerQuery: mostRead,
        resultConfiguration: {
          outputLocation: `s3://${bucket.bucketName}/answers/`,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }
}
