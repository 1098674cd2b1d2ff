import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { readArchiveEnv, readEnv } from '../../adapters/config/env.ts';
import { toDyingRow } from '../../adapters/dynamodb/audit/dying-row.ts';
import { DynamoLookNotes } from '../../adapters/dynamodb/audit/look-notes.ts';
import { TargetChannels } from '../../adapters/dynamodb/audit/target-channels.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { S3AuditArchive } from '../../adapters/s3/audit-archive.ts';
import { s3Client } from '../../adapters/s3/client.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { setAside } from '../../adapters/sqs/set-aside.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import { rescueRows } from '../../domain/archive/rescue-rows.ts';
import type { Report } from '../../domain/common/report.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const report: Report = (event, details) => logger.warn(event, { ...details });
const notes = new DynamoLookNotes(documentClient, env.METERS_TABLE);
const channels = new TargetChannels(documentClient, env.CHANNELS_TABLE);
const ports = {
  archive: new S3AuditArchive(s3Client, readArchiveEnv().ARCHIVE_BUCKET),
  lastLook: (org: string, day: string) => notes.get(org, day),
  channelOf: channels.of.bind(channels),
  report,
};

export const handler = middy(
  createHandler({
    parse: toDyingRow,
    rescue: (rows) => rescueRows(rows, ports),
    setAside: (record) => setAside(sqsClient, `${env.QUEUE_URL_PREFIX}archive-failures`, record),
    report,
  }),
).use(injectLambdaContext(logger, { resetKeys: true }));
