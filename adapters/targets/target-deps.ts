import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Report } from '../../domain/common/report.ts';
import { channelTypeSchema } from '../../domain/targets/target.ts';
import type { TargetDeps } from '../../domain/targets/target-deps.ts';
import { isPublicAddress } from '../channels/public-address.ts';
import { channelFor } from '../channels/registry.ts';
import type { Env } from '../config/env.ts';
import { documentClient } from '../dynamodb/client.ts';
import { DynamoListingStore } from '../dynamodb/listings/listing-store.ts';
import { DynamoResends } from '../dynamodb/recovery/resend-store.ts';
import { DynamoTargetRegistry } from '../dynamodb/targets/target-registry.ts';
import { DynamoTargetStore } from '../dynamodb/targets/target-store.ts';
import { DynamoWindows } from '../dynamodb/targets/window-store.ts';
import { eventBus } from '../events/event-bus.ts';
import { EventSourceMappings } from '../lambda/event-source-mappings.ts';
import { Secrets } from '../secrets/secret-store.ts';
import { SecretsManagerVault } from '../secrets/secret-vault.ts';
import { sqsClient } from '../sqs/client.ts';
import { SqsTargetQueues } from '../sqs/target-queues.ts';
import { logger } from '../telemetry/telemetry.ts';
import { within } from '../time/within.ts';
import { CountedReads } from './counted-reads.ts';

const report: Report = (event, details) => logger.error(event, { ...details });

/** Everything the management of targets needs, as deployed: for the API and for the scheduled check. */
export function makeTargetDeps(env: Env): TargetDeps {
  const time = { clock: Date.now, sleep: (ms: number) => setTimeout(ms) };
  const workers = env.WORKER_FUNCTION_NAMES.split(',');

  return {
    ...time,
    ...resources(env, { ...time, workers }),
    within,
    listings: endingListings(env),
    targets: new DynamoTargetStore(documentClient, env.CHANNELS_TABLE, time.clock),
    reads: new CountedReads(documentClient, env.METERS_TABLE, time.clock),
    windows: new DynamoWindows(documentClient, env.METERS_TABLE, time),
    channels: {
      channelFor,
      supported: channelTypeSchema.options.filter((type) => channelFor(type) !== undefined),
    },
    events: eventBus(env.EVENT_BUS_NAME),
    base_urls: { allow_private: env.ALLOW_PRIVATE_BASE_URLS === 'true', isPublicAddress },
    worker_shards: workers.length,
    report,
  };
}

function endingListings({ CHANNELS_TABLE }: Env): TargetDeps['listings'] {
  const store = new DynamoListingStore(documentClient, CHANNELS_TABLE);
  const ids = new DynamoResends(documentClient, CHANNELS_TABLE, {
    clock: Date.now,
    newId: randomUUID,
  });

  return {
    ofTarget: (...page) => ids.ofTarget(...page),
    get: (...asked) => store.get(...asked),
    archive: (...change) => store.archive(...change),
  };
}

function resources(
  env: Env,
  { sleep, workers }: { sleep: (ms: number) => Promise<void>; workers: readonly string[] },
) {
  const stage = env.STAGE;
  const secretsClient = new SecretsManagerClient({});

  return {
    vault: new SecretsManagerVault(secretsClient, new Secrets(secretsClient), {
      name_prefix: env.SECRET_NAME_PREFIX,
      stage,
    }),
    queues: new SqsTargetQueues(sqsClient, {
      name_prefix: env.QUEUE_NAME_PREFIX,
      url_prefix: env.QUEUE_URL_PREFIX,
      arn_prefix: env.QUEUE_ARN_PREFIX,
      dead_letter_queue_arn: env.DEAD_LETTER_QUEUE_ARN,
      stage,
    }),
    consumers: new EventSourceMappings(
      { queue_arn_prefix: env.QUEUE_ARN_PREFIX, worker_functions: workers },
      sleep,
    ),
    registry: new DynamoTargetRegistry(documentClient, env.CHANNELS_TABLE, report),
  };
}
