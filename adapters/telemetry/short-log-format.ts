import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/**
 * Log lines without what is the same in every line of a log group: service, function, its ARN and memory, sampling rate.
 * Every byte is paid for, and a function is told from its log group. An X-Ray id is written only where a trace is kept.
 */
export class ShortLogFormat extends LogFormatter {
  readonly #isTraced: () => boolean;

  constructor(isTraced: () => boolean) {
    super();
    this.#isTraced = isTraced;
  }

  override formatAttributes(of: UnformattedAttributes, fields: LogAttributes): LogItem {
    const attributes = {
      level: of.logLevel,
      message: of.message,
      timestamp: this.formatTimestamp(of.timestamp),
      // Finds the lines of one invocation, and Lambda's own.
      function_request_id: of.lambdaContext?.awsRequestId,
      xray_trace_id: this.#isTraced() ? of.xRayTraceId : undefined,
    };

    return new LogItem({ attributes }).addAttributes(fields);
  }
}
