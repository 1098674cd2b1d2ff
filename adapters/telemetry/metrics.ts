import { Metrics } from '@aws-lambda-powertools/metrics';

/** Written as embedded metric format lines, which CloudWatch turns into metrics. Apart from the logger, since few functions have any. */
export const metrics = new Metrics();
