import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { RequestError } from '../request-error.ts';
import { readCookie, sessionCookie } from './cookies.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends the session's cookie along whoever has the request made, so one that changes something must come from this origin.
 * A key is sent by nobody but who holds it.
 * @throws RequestError 403 `cross-site`
 */
export function requireSameOrigin(event: APIGatewayProxyEventV2, publicUrl: string): void {
  const { headers, cookies, requestContext } = event;
  if (safeMethods.has(requestContext.http.method) || headers.authorization !== undefined) return;
  if (readCookie(cookies, sessionCookie) === undefined) return;
  const { origin } = headers;
  const isSame =
    origin === undefined
      ? headers['sec-fetch-site'] === 'same-origin'
      : origin === new URL(publicUrl).origin;
  if (isSame) return;

  throw new RequestError(
    'With a session, this call is taken from pages of this origin only. Scripts use an API key.',
    {
      status: 403,
      slug: 'cross-site',
    },
  );
}
