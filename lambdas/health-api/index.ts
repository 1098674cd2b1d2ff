import { readFile } from 'node:fs/promises';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { apiDeps } from '../../adapters/http/api-deps.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { logger, tracer } from '../../adapters/telemetry/telemetry.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { operationRoutes } from './routes/operations.ts';

const env = readEnv();

const routes = operationRoutes({
  version: packageJson.version,
  stage: env.STAGE,
  readDocsScript: () => readFile(new URL('./scalar.js.gz', import.meta.url)),
});

export const handler = middy(createApi(routes, apiDeps(env)))
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(captureLambdaHandler(tracer, { captureResponse: false }));
