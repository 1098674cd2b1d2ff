import { inSpan } from '../telemetry/spans.ts';
import { type Exchange, ExchangeError } from './exchange.ts';

/** Makes each request a span of its own, which the channel is told. Nothing of its query, headers or body is in there. */
export function traced(exchange: Exchange): Exchange {
  return (request) => {
    const { hostname, pathname, port } = new URL(request.url);
    const attributes = {
      'http.request.method': request.method,
      'server.address': hostname,
      'server.port': port === '' ? undefined : Number(port),
      'url.path': pathname,
    };

    return inSpan({ name: request.method, kind: 'client', attributes }, async (span) => {
      const headers = { ...request.headers, ...(span && { traceparent: span.traceparent }) };
      try {
        const answer = await exchange({ ...request, headers });
        span?.set({ 'http.response.status_code': answer.status });
        if (answer.status >= 400) span?.fail(String(answer.status));
        return answer;
      } catch (error) {
        if (error instanceof ExchangeError) span?.fail(error.reason);
        throw error;
      }
    });
  };
}
