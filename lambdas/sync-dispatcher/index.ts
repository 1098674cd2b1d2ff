import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/sync/job-store.ts';
import { toChange } from '../../adapters/dynamodb/sync/stream-changes.ts';
import { CachedTargets } from '../../adapters/dynamodb/targets/cached-targets.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { sendJobs } from '../../adapters/sqs/job-queue.ts';
import { setAside } from '../../adapters/sqs/set-aside.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import { tracedChange } from '../../adapters/telemetry/traced-change.ts';
import type { Report } from '../../domain/common/report.ts';
import { currentTarget } from '../../domain/sync/current-target.ts';
import { dispatch } from '../../domain/sync/dispatch.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const report: Report = (event, details) => logger.error(event, { ...details });
const store = new DynamoJobStore(documentClient, env.CHANNELS_TABLE, { clock: Date.now, report });
const targets = new CachedTargets(
  new DynamoTargetStore(documentClient, env.CHANNELS_TABLE, Date.now),
  Date.now,
);
const urls = { target_prefix: env.QUEUE_URL_PREFIX, priority: env.PRIORITY_QUEUE_URL };

export const handler = middy(
  createHandler({
    parse: toChange,
    dispatch: (changes) =>
      dispatch(changes, {
        listingsOfUnit: (...args) => store.listingsOfUnit(...args),
        markPending: (...args) => store.markPending(...args),
        target: (tenant, target_id) => currentTarget({ ...tenant, target_id }, targets),
        send: (jobs) => sendJobs(sqsClient, { urls, report }, jobs),
        report,
        traced: tracedChange,
      }),
    setAside: (record) => setAside(sqsClient, `${env.QUEUE_URL_PREFIX}dispatch-failures`, record),
    report,
    clock: Date.now,
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(spansSent);
