import { randomUUID } from 'node:crypto';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { makePostJson } from '../../adapters/channels/post-json.ts';
import { readApiEnv, readWebhookEnv } from '../../adapters/config/env.ts';
import { DynamoAlertList } from '../../adapters/dynamodb/alerts/alert-list.ts';
import { DynamoAlertWebhooks } from '../../adapters/dynamodb/alerts/alert-webhooks.ts';
import { TargetAudit } from '../../adapters/dynamodb/audit/target-audit.ts';
import { TraceAudit } from '../../adapters/dynamodb/audit/trace-audit.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoInboundFeeds } from '../../adapters/dynamodb/inbound/inbound-feeds.ts';
import { DynamoExternalLinks } from '../../adapters/dynamodb/listings/external-links.ts';
import { DynamoFailedAttempts } from '../../adapters/dynamodb/listings/failed-attempts.ts';
import { DynamoResends } from '../../adapters/dynamodb/recovery/resend-store.ts';
import { apiDeps } from '../../adapters/http/api-deps.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { SecretsManagerKeys } from '../../adapters/secrets/signing-keys.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { SqsDeadLetters } from '../../adapters/sqs/dead-letters.ts';
import { inboundQueueUrl, SqsInboundQueue } from '../../adapters/sqs/inbound-queue.ts';
import { makeTargetDeps } from '../../adapters/targets/target-deps.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import { alertWebhookRoutes } from './routes/alert-webhook.ts';
import { alertRoutes } from './routes/alerts.ts';
import { inboundRoutes } from './routes/inbound.ts';
import { operationRoutes } from './routes/operations.ts';
import { targetRoutes } from './routes/targets.ts';

const env = readApiEnv();
const { CHANNELS_TABLE: channels, AUDIT_TABLE: audit } = env;
const deps = makeTargetDeps(env);
const resends = new DynamoResends(documentClient, channels, { ...deps, newId: randomUUID });

const routes = [
  ...targetRoutes(deps),
  ...alertRoutes({ ...deps, alerts: new DynamoAlertList(documentClient, channels) }),
  ...inboundRoutes({
    channels: deps,
    feeds: new DynamoInboundFeeds(documentClient, env.INBOUND_TABLE),
    queue: new SqsInboundQueue(sqsClient, { url: inboundQueueUrl(env), report: deps.report }),
    public_url: env.PUBLIC_URL,
    newId: randomUUID,
  }),
  ...alertWebhookRoutes({
    ...deps,
    webhooks: new DynamoAlertWebhooks(documentClient, channels),
    keys: new SecretsManagerKeys(new SecretsManagerClient({}), {
      name_prefix: readWebhookEnv().WEBHOOK_SECRET_PREFIX,
      stage: env.STAGE,
    }),
    post: makePostJson({ allowPrivateBaseUrls: deps.base_urls.allow_private }),
    newId: randomUUID,
  }),
  ...operationRoutes({
    ...deps,
    resync: { resends, listingIds: resends, newId: randomUUID },
    failures: new DynamoFailedAttempts(documentClient, { channels, audit }),
    links: new DynamoExternalLinks(documentClient, channels),
    audit: new TargetAudit(documentClient, audit),
    traces: new TraceAudit(documentClient, audit),
    letters: new SqsDeadLetters(sqsClient, {
      dead_letters: env.DEAD_LETTER_QUEUE_URL,
      target_prefix: env.QUEUE_URL_PREFIX,
    }),
  }),
];

export const handler = middy(createApi(routes, apiDeps(env)))
  // Whatever the environment says: bodies hold credentials.
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  .use(spansSent);
