import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { traceIdToUuid } from '../../domain/common/trace.ts';
import { currentTraceId } from './spans.ts';

/**
 * Log lines without what is the same in every line of a log group: service, function, its ARN and memory, sampling rate.
 * Every byte is paid for, and a function is told from its log group. Each names the trace it belongs to.
 */
export class ShortLogFormat extends LogFormatter {
  override formatAttributes(of: UnformattedAttributes, fields: LogAttributes): LogItem {
    const trace_id = currentTraceId();
    const attributes = {
      level: of.logLevel,
      message: of.message,
      timestamp: this.formatTimestamp(of.timestamp),
      // Finds the lines of one invocation, and Lambda's own.
      function_request_id: of.lambdaContext?.awsRequestId,
      // As problems and audit rows write it, so that one search finds all of them.
      trace_id: trace_id && traceIdToUuid(trace_id),
    };

    return new LogItem({ attributes }).addAttributes(fields);
  }
}
