import type { ApiEnv } from '../config/env.ts';
import { documentClient } from '../dynamodb/client.ts';
import { logger } from '../telemetry/telemetry.ts';
import type { ApiDeps } from './create-api.ts';
import { makeAuthenticate } from './who-asks/authenticate.ts';

/** For functions whose calls take no `Idempotency-Key`: without what keeps answers by it, which is not loaded then. */
export function readingApiDeps({ CHANNELS_TABLE, METERS_TABLE, PUBLIC_URL }: ApiEnv): ApiDeps {
  const authenticate = makeAuthenticate({
    client: documentClient,
    tables: { channels: CHANNELS_TABLE, meters: METERS_TABLE },
    clock: Date.now,
    report: (event, details) => logger.error(event, { ...details }),
  });
  return { authenticate, public_url: PUBLIC_URL, logger };
}
