import { Logger } from '@aws-lambda-powertools/logger';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { ShortLogFormat } from './short-log-format.ts';

export const tracer = new Tracer();

/** Service, namespace and level come from POWERTOOLS_* and LOG_LEVEL in the function's environment. */
export const logger = new Logger({
  logFormatter: new ShortLogFormat(() => tracer.isTraceSampled()),
});
