import type { IncomingMessage } from 'node:http';

/** What came in over the wire, or goes on from one service to the next. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  /** Names in lower case; of what was sent several times, the values joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer>;
}

export function requestOf(message: IncomingMessage): HttpRequest {
  const headers = Object.entries(message.headersDistinct).map(([name, values = []]) => [
    name,
    values.join(name === 'cookie' ? '; ' : ','),
  ]);

  return {
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    headers: Object.fromEntries(headers),
    body: message,
  };
}
