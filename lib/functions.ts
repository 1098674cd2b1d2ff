/** The functions of the system; each is the folder of that name in `lambdas/`. */
export const functionNames = [
  'targets-api',
  'listings-api',
  'health-api',
  'auth-api',
  'inbound-api',
  'sync-dispatcher',
  'sync-worker',
  'sync-sweeper',
  'sync-reconciler',
  'attempt-counter',
  'audit-archiver',
  'audit-keeper',
  'alert-evaluator',
  'alert-webhook',
  'health-check',
  'inbound-dispatcher',
  'inbound-worker',
  'inbound-rounds',
] as const;

export type FunctionName = (typeof functionNames)[number];
