import type { ApiEnv } from '../config/env.ts';
import { dynamoDbClient } from '../dynamodb/client.ts';
import type { ApiDeps } from './create-api.ts';
import { makeOnce } from './idempotency.ts';
import { readingApiDeps } from './reading-api-deps.ts';

/** What the functions behind the HTTP API that also write give to `createApi`. */
export function apiDeps(env: ApiEnv): ApiDeps {
  return { ...readingApiDeps(env), once: makeOnce(dynamoDbClient, env.CHANNELS_TABLE) };
}
