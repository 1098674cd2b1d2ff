import { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import { ShortLogFormat } from './short-log-format.ts';
import { sendSpans } from './spans.ts';

/** Service, namespace and level come from POWERTOOLS_* and LOG_LEVEL in the function's environment. */
export const logger = new Logger({ logFormatter: new ShortLogFormat() });

/** Of functions whose work is recorded as spans: they leave before the answer, whatever it is. */
export const spansSent: MiddlewareObj = { after: sendAll, onError: sendAll };

async function sendAll(): Promise<void> {
  const error = await sendSpans();
  if (error !== undefined) logger.warn('spans-not-sent', { error });
}
