import type { ApiEnv } from '../../adapters/config/env.ts';

const queue = 'https://sqs.us-east-1.amazonaws.com/000000000000/tvl-channels-local';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:tvl-channels-local';

const own: ApiEnv = {
  PUBLIC_URL: 'https://api.example.com',
  AWS_REGION: 'us-east-1',
  STAGE: 'local',
  CHANNELS_TABLE: 'tvl-channels-local-channels',
  AUDIT_TABLE: 'tvl-channels-local-audit',
  METERS_TABLE: 'tvl-channels-local-meters',
  INBOUND_TABLE: 'tvl-channels-local-inbound',
  EVENT_BUS_NAME: 'tvl-channels-local',
  QUEUE_NAME_PREFIX: 'tvl-channels-local-',
  QUEUE_URL_PREFIX: `${queue}-`,
  QUEUE_ARN_PREFIX: `${queueArn}-`,
  PRIORITY_QUEUE_URL: `${queue}-priority.fifo`,
  DEAD_LETTER_QUEUE_URL: `${queue}-dead-letters.fifo`,
  DEAD_LETTER_QUEUE_ARN: `${queueArn}-dead-letters.fifo`,
  SECRET_NAME_PREFIX: 'tvl-channels-local/',
  WORKER_FUNCTION_NAMES: 'tvl-channels-local-sync-worker-0',
  ALLOW_PRIVATE_BASE_URLS: 'true',
  ANNOUNCE_SYNCED: 'true',
};

/** What a function finds in its environment in Lambda. */
export const functionEnv: Readonly<Record<string, string>> = {
  ...own,
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'bench',
  OIDC_SECRET_NAME: 'tvl-channels-local-login',
  WEBHOOK_SECRET_PREFIX: 'tvl-channels-local-alert-webhook/',
  ARCHIVE_BUCKET: 'tvl-channels-local-archive',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  LAMBDA_TASK_ROOT: '/var/task',
  LOG_LEVEL: 'INFO',
  NODE_OPTIONS: '--enable-source-maps',
  POWERTOOLS_METRICS_NAMESPACE: 'TvlChannels',
  POWERTOOLS_SERVICE_NAME: 'tvl-channels',
  // A cold start in Lambda has no cache either.
  NODE_DISABLE_COMPILE_CACHE: '1',
};
