import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { readArchiveEnv, readEnv } from '../../adapters/config/env.ts';
import { DynamoAttemptLog } from '../../adapters/dynamodb/audit/attempt-log.ts';
import { DynamoLookNotes } from '../../adapters/dynamodb/audit/look-notes.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoTargetRegistry } from '../../adapters/dynamodb/targets/target-registry.ts';
import { S3AuditArchive } from '../../adapters/s3/audit-archive.ts';
import { s3Client } from '../../adapters/s3/client.ts';
import { metrics } from '../../adapters/telemetry/metrics.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import { keepAudit } from '../../domain/archive/keep-audit.ts';
import type { Report } from '../../domain/common/report.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const report: Report = (event, details) => logger.error(event, { ...details });
const registry = new DynamoTargetRegistry(documentClient, env.CHANNELS_TABLE, report);
const ports = {
  targets: () => registry.withGone(),
  log: new DynamoAttemptLog(
    documentClient,
    { channels: env.CHANNELS_TABLE, audit: env.AUDIT_TABLE },
    Date.now,
  ),
  archive: new S3AuditArchive(s3Client, readArchiveEnv().ARCHIVE_BUCKET),
  notes: new DynamoLookNotes(documentClient, env.METERS_TABLE),
  report,
  clock: Date.now,
};

export const handler = middy(
  createHandler({
    clock: Date.now,
    keep: (until) => keepAudit(until, ports),
    report: (result) => {
      logger.info('audit-kept', { ...result });
      metrics.addDimension('stage', env.STAGE);
      metrics.addMetric('ArchivedAttempts', MetricUnit.Count, result.added);
      metrics.addMetric('ArchiveDifferences', MetricUnit.Count, result.differences);
      metrics.addMetric('ArchiveOrgsFailed', MetricUnit.Count, result.failed);
    },
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics));
