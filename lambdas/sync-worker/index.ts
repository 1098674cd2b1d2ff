import timers from 'node:timers/promises';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { channelFor } from '../../adapters/channels/registry.ts';
import { readEnv } from '../../adapters/config/env.ts';
import { DynamoTargetWatch } from '../../adapters/dynamodb/alerts/target-watch.ts';
import { DynamoCalendarStore } from '../../adapters/dynamodb/calendar/calendar-store.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoNightsStore } from '../../adapters/dynamodb/sync/nights-store.ts';
import { DynamoDeliveries } from '../../adapters/dynamodb/sync/poison-messages.ts';
import { DynamoReferenceCache } from '../../adapters/dynamodb/sync/reference-cache.ts';
import { DynamoSyncStore } from '../../adapters/dynamodb/sync/sync-store.ts';
import { CachedTargets } from '../../adapters/dynamodb/targets/cached-targets.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { DynamoWindows } from '../../adapters/dynamodb/targets/window-store.ts';
import { eventBus } from '../../adapters/events/event-bus.ts';
import { makeSecretStore, Secrets } from '../../adapters/secrets/secret-store.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { giveBack, toSyncMessage } from '../../adapters/sqs/sync-messages.ts';
import { CountedEndings } from '../../adapters/targets/counted-endings.ts';
import { CountedReads } from '../../adapters/targets/counted-reads.ts';
import { publishSyncMetrics, syncReport } from '../../adapters/telemetry/sync-report.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import { Breakers } from '../../domain/pacing/breaker.ts';
import { Lead } from '../../domain/pacing/lead.ts';
import { ChannelAccess } from '../../domain/sync/channel-access.ts';
import type { SyncDeps } from '../../domain/sync/sync-deps.ts';
import { syncPass } from '../../domain/sync/sync-pass.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const time = { clock: Date.now, sleep: (ms: number) => timers.setTimeout(ms) };
const windows = new DynamoWindows(documentClient, env.METERS_TABLE, time);
const secrets = new Secrets(new SecretsManagerClient({}));

const targets = new CachedTargets(
  new DynamoTargetStore(documentClient, env.CHANNELS_TABLE, Date.now),
  Date.now,
);

const deps: SyncDeps = {
  ...time,
  windows,
  targets,
  store: new DynamoSyncStore(documentClient, {
    channels: env.CHANNELS_TABLE,
    audit: env.AUDIT_TABLE,
    meters: env.METERS_TABLE,
  }),
  nights: new DynamoNightsStore(
    documentClient,
    env.METERS_TABLE,
    new DynamoCalendarStore(documentClient, env.CHANNELS_TABLE),
  ),
  deliveries: new DynamoDeliveries(documentClient, env.METERS_TABLE, Date.now),
  access: new ChannelAccess({
    ...time,
    windows,
    targets,
    channelFor,
    secretFor: (target) => makeSecretStore(secrets, target),
    reads: new CountedReads(documentClient, env.METERS_TABLE, time.clock),
    references: new DynamoReferenceCache(documentClient, env.METERS_TABLE, Date.now),
  }),
  breakers: new Breakers(Date.now),
  lead: new Lead(),
  events: eventBus(env.EVENT_BUS_NAME),
  watch: new DynamoTargetWatch({
    ...{ client: documentClient, table: env.CHANNELS_TABLE, clock: Date.now },
  }),
  totals: new CountedEndings(documentClient, env.METERS_TABLE),
  announces_synced: env.ANNOUNCE_SYNCED === 'true',
  report: syncReport,
  random: Math.random,
};

export const handler = middy(
  createHandler({
    parse: toSyncMessage,
    sync: (messages) => syncPass(messages, deps).finally(publishSyncMetrics),
    giveBack: (records, results) =>
      giveBack(sqsClient, records, {
        results,
        dead_letters: env.DEAD_LETTER_QUEUE_URL,
        report: syncReport.trouble,
      }),
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(spansSent);
