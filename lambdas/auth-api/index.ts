import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import middy from '@middy/core';
import { readApiEnv, readLoginEnv } from '../../adapters/config/env.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { ApiKeys } from '../../adapters/dynamodb/identity/api-keys.ts';
import { attemptSeconds, LoginAttempts } from '../../adapters/dynamodb/identity/login-attempts.ts';
import { DynamoMembers } from '../../adapters/dynamodb/identity/members.ts';
import { DynamoSessions } from '../../adapters/dynamodb/identity/sessions.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { readingApiDeps } from '../../adapters/http/reading-api-deps.ts';
import { OidcProvider } from '../../adapters/oidc/oidc-provider.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { loginRoutes } from './routes/login.ts';
import { meRoutes } from './routes/me.ts';
import { memberRoutes } from './routes/members.ts';

const env = readApiEnv();
const { CHANNELS_TABLE: channels, METERS_TABLE: meters } = env;
const login = readLoginEnv();
const deps = {
  members: new DynamoMembers(documentClient, channels),
  sessions: new DynamoSessions(documentClient, meters),
  clock: Date.now,
};

const routes = [
  ...loginRoutes({
    ...deps,
    provider: new OidcProvider({
      issuer: login.OIDC_ISSUER,
      client_id: login.OIDC_CLIENT_ID,
      readSecret: async () => (await getSecret(login.OIDC_SECRET_NAME)) ?? '',
      redirect_uri: `${env.PUBLIC_URL}/api/auth/callback`,
      allow_http: env.STAGE === 'local',
    }),
    attempts: new LoginAttempts(documentClient, meters, Date.now),
    attempt_seconds: attemptSeconds,
    report: (event, details) => logger.warn(event, { ...details }),
  }),
  ...meRoutes(deps),
  ...memberRoutes(deps),
  ...apiKeyRoutes({ ...deps, keys: new ApiKeys(documentClient, { channels, meters }) }),
];

export const handler = middy(createApi(routes, readingApiDeps(env)))
  // Whatever the environment says: queries hold codes, and answers hold keys.
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  .use(spansSent);
