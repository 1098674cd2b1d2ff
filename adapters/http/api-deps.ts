import type { Env } from '../config/env.ts';
import { documentClient, dynamoDbClient } from '../dynamodb/client.ts';
import { logger } from '../telemetry/telemetry.ts';
import { makeAuthenticate } from './authenticate.ts';
import type { ApiDeps } from './create-api.ts';
import { makeOnce } from './idempotency.ts';

/** What every function behind the HTTP API gives to `createApi`. */
export function apiDeps({ CHANNELS_TABLE }: Env): ApiDeps {
  return {
    authenticate: makeAuthenticate(documentClient, CHANNELS_TABLE),
    once: makeOnce(dynamoDbClient, CHANNELS_TABLE),
    logger,
  };
}
