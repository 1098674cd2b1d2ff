import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { makeAuthenticate } from '../../adapters/http/authenticate.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { makeOnce } from '../../adapters/http/idempotency.ts';
import { makeTargetDeps } from '../../adapters/targets/target-deps.ts';
import { logger, tracer } from '../../adapters/telemetry/telemetry.ts';
import { targetRoutes } from './routes/targets.ts';

const env = readEnv();

export const handler = middy(
  createApi(targetRoutes(makeTargetDeps(env)), {
    authenticate: makeAuthenticate(documentClient, env.CHANNELS_TABLE),
    once: makeOnce(documentClient, env.CHANNELS_TABLE),
    logger,
  }),
)
  // Whatever the environment says: bodies hold credentials.
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  .use(captureLambdaHandler(tracer, { captureResponse: false }));
