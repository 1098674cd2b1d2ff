import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { ApiKeys } from '../../adapters/dynamodb/identity/api-keys.ts';
import { DynamoMembers } from '../../adapters/dynamodb/identity/members.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { readingApiDeps } from '../../adapters/http/reading-api-deps.ts';
import { logger, tracer } from '../../adapters/telemetry/telemetry.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { memberRoutes } from './routes/members.ts';

const env = readEnv();
const { CHANNELS_TABLE: channels, METERS_TABLE: meters } = env;

const routes = [
  ...memberRoutes({ members: new DynamoMembers(documentClient, channels), clock: Date.now }),
  ...apiKeyRoutes({ keys: new ApiKeys(documentClient, { channels, meters }), clock: Date.now }),
];

export const handler = middy(createApi(routes, readingApiDeps(env)))
  // Whatever the environment says: queries hold codes, and answers hold keys.
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  .use(captureLambdaHandler(tracer, { captureResponse: false }));
