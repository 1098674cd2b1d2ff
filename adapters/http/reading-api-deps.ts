import type { Env } from '../config/env.ts';
import { documentClient } from '../dynamodb/client.ts';
import { logger } from '../telemetry/telemetry.ts';
import { makeAuthenticate } from './authenticate.ts';
import type { ApiDeps } from './create-api.ts';

/** For functions whose calls only read: without what keeps answers by `Idempotency-Key`, which is not loaded then. */
export function readingApiDeps({ CHANNELS_TABLE }: Env): ApiDeps {
  return { authenticate: makeAuthenticate(documentClient, CHANNELS_TABLE), logger };
}
