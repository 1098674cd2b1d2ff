import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { DynamoTargetWatch } from '../../adapters/dynamodb/alerts/target-watch.ts';
import { countInMinute } from '../../adapters/dynamodb/audit/count-in-minute.ts';
import { toEndedAttempt } from '../../adapters/dynamodb/audit/ended-attempt.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { setAside } from '../../adapters/sqs/set-aside.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import type { Report } from '../../domain/common/report.ts';
import { countAttempts } from '../../domain/health/count-attempts.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const report: Report = (event, details) => logger.error(event, { ...details });

const watch = new DynamoTargetWatch({
  ...{ client: documentClient, table: env.CHANNELS_TABLE, clock: Date.now },
});

export const handler = middy(
  createHandler({
    parse: toEndedAttempt,
    count: (attempts) =>
      countAttempts(attempts, {
        add: (minute) => countInMinute(documentClient, env.METERS_TABLE, minute),
        watch,
        report,
      }),
    setAside: (record) => setAside(sqsClient, `${env.QUEUE_URL_PREFIX}count-failures`, record),
    report,
  }),
).use(injectLambdaContext(logger, { resetKeys: true }));
