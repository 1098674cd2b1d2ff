import { randomUUID } from 'node:crypto';
import { accountId } from '../template/place.ts';
import type { HttpRequest } from './http-request.ts';

export interface HttpEventInput {
  readonly request: HttpRequest;
  readonly body: Buffer;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly apiId: string;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** What API Gateway tells of who came, unless something before it has told. */
const ownHeaders: Readonly<Record<string, string>> = {
  'x-forwarded-for': '127.0.0.1',
  'x-forwarded-proto': 'http',
};

/** The event API Gateway gives a function for an HTTP request: payload format 2.0. */
export function httpEvent(input: HttpEventInput): Record<string, unknown> {
  const { request, body, routeKey, pathParameters, apiId } = input;
  const url = new URL(request.url, 'http://localhost');
  const { cookie, ...headers } = { ...ownHeaders, ...request.headers };
  const isBase64Encoded = !isText(headers['content-type']);
  const now = new Date();
  // Path segments reach a function decoded.
  const path = decodeURIComponent(url.pathname);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: url.search.slice(1),
    cookies: cookie?.split(/; */),
    headers,
    queryStringParameters: joined(url.searchParams),
    pathParameters: Object.keys(pathParameters).length > 0 ? pathParameters : undefined,
    requestContext: {
      accountId,
      apiId,
      domainName: headers.host ?? 'localhost',
      domainPrefix: apiId,
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    body: body.length === 0 ? undefined : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded: body.length > 0 && isBase64Encoded,
  };
}

function joined(query: URLSearchParams): Record<string, string> | undefined {
  const names = [...new Set(query.keys())];
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')]));
}

/** Other bodies, form posts among them, arrive in base64. */
function isText(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  return /^(text\/|application\/(json|xml|javascript))/.test(contentType);
}

/** E.g. `12/Mar/2025:19:03:58 +0000`. */
function logTime(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, '0');
  const time = date.toISOString().slice(11, 19);
  return `${day}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${time} +0000`;
}
