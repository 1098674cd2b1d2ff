import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { makePostJson } from '../../adapters/channels/post-json.ts';
import { readApiEnv } from '../../adapters/config/env.ts';
import { DynamoAlertWebhooks } from '../../adapters/dynamodb/alerts/alert-webhooks.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { readSigningKeys } from '../../adapters/secrets/signing-keys.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { hideMessages } from '../../adapters/sqs/hide-messages.ts';
import { toQueuedAlert } from '../../adapters/sqs/queued-alert.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import type { Report } from '../../domain/common/report.ts';
import { deliverAlerts } from '../../domain/webhook/deliver-alerts.ts';
import { createHandler } from './handler.ts';

const env = readApiEnv();
const secrets = new SecretsManagerClient({});
const report: Report = (event, details) => logger.error(event, { ...details });

const deps = {
  webhooks: new DynamoAlertWebhooks(documentClient, env.CHANNELS_TABLE),
  keys: { read: (ref: string) => readSigningKeys(secrets, ref) },
  post: makePostJson({ allowPrivateBaseUrls: env.ALLOW_PRIVATE_BASE_URLS === 'true' }),
  public_url: env.PUBLIC_URL,
  clock: Date.now,
  random: Math.random,
  report,
};

export const handler = middy(
  createHandler({
    parse: (record) => toQueuedAlert(record, report),
    deliver: (alerts) => deliverAlerts(alerts, deps),
    hide: (records, waits) => hideMessages(sqsClient, records, waits),
    report: (counts) => logger.info('alerts-handed-over', { ...counts }),
  }),
).use(injectLambdaContext(logger, { resetKeys: true }));
