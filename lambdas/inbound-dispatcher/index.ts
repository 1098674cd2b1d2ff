import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { toEventJob } from '../../adapters/dynamodb/inbound/stream-rows.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { inboundQueueUrl, SqsInboundQueue } from '../../adapters/sqs/inbound-queue.ts';
import { setAside } from '../../adapters/sqs/set-aside.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import type { Report } from '../../domain/common/report.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const report: Report = (event, details) => logger.error(event, { ...details });
const queue = new SqsInboundQueue(sqsClient, { url: inboundQueueUrl(env), report });

export const handler = middy(
  createHandler({
    parse: toEventJob,
    send: async (jobs) => {
      const left = await queue.send(jobs.map((job) => ({ job, deduplication_id: job.row_id })));
      return jobs.map((job) => (left.includes(job) ? 'failed' : 'sent'));
    },
    setAside: (record) => setAside(sqsClient, `${env.QUEUE_URL_PREFIX}inbound-failures`, record),
    report,
  }),
).use(injectLambdaContext(logger, { resetKeys: true }));
