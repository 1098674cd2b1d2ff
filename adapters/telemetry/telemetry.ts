import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { ShortLogFormat } from './short-log-format.ts';

/** Written as embedded metric format lines, which CloudWatch turns into metrics. */
export const metrics = new Metrics();

export const tracer = new Tracer();

/** Service, namespace and level come from POWERTOOLS_* and LOG_LEVEL in the function's environment. */
export const logger = new Logger({
  logFormatter: new ShortLogFormat(() => tracer.isTraceSampled()),
});
