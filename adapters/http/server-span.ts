import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { traceparent } from '../../domain/common/trace.ts';
import { inSpan } from '../telemetry/spans.ts';
import { readTraceContext } from './trace-context.ts';

/** Answers a request as a part of the caller's trace, which the answer names, or else of a new one. */
export function inServerSpan(
  { headers, routeKey, requestContext }: APIGatewayProxyEventV2,
  answer: (traceId: string) => Promise<APIGatewayProxyStructuredResultV2>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const place = readTraceContext(headers);
  const attributes = {
    'http.request.method': requestContext.http.method,
    'http.route': routeKey.split(' ')[1],
  };

  return inSpan(
    { name: routeKey, kind: 'server', attributes },
    async (span) => {
      const { statusCode = 200, headers: own, ...rest } = await answer(place.trace_id);
      span?.set({ 'http.response.status_code': statusCode });
      if (statusCode >= 500) span?.fail(String(statusCode));

      return {
        ...{ statusCode, ...rest },
        headers: { traceparent: span?.traceparent ?? traceparent(place.trace_id), ...own },
      };
    },
    place,
  );
}
