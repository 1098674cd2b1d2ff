import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Principal } from '../../../domain/identity/principal.ts';
import type { Session } from '../../../domain/identity/session.ts';
import { RequestError } from '../request-error.ts';
import type { Route } from '../route.ts';
import { callerByKey } from './by-key.ts';
import { callerBySession } from './by-session.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { unauthorized } from './unauthorized.ts';
import type { WhoAsksDeps } from './who-asks-deps.ts';

/** Who asks; `session` is null for who has a key. */
export interface Caller {
  readonly principal: Principal;
  readonly session: Session | null;
}

/** Who sends this request: a key wins over a session. @throws RequestError 401, or 403 `not-a-member` */
export type Authenticate = (
  request: Pick<APIGatewayProxyEventV2, 'headers' | 'cookies'>,
) => Promise<Caller>;

export function makeAuthenticate(deps: WhoAsksDeps): Authenticate {
  return async ({ headers: { authorization }, cookies }) => {
    const id = readCookie(cookies, sessionCookie);
    if (authorization === undefined && id !== undefined) return callerBySession(id, deps);

    return { principal: await callerByKey(bearerToken(authorization), deps), session: null };
  };
}

/** @throws RequestError 403 when the caller's role may not call the route */
export function authorize(principal: Principal, { access }: Route): void {
  if (access === 'open' || access === 'any' || access.includes(principal.role)) return;

  throw new RequestError(
    `The role ${principal.role} may not do this; ${access.join(' and ')} may.`,
    { status: 403, slug: 'forbidden' },
  );
}

function bearerToken(authorization = ''): string {
  const token = /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw unauthorized(
      'Log in at /api/auth/login, or send an API key as "Authorization: Bearer <key>".',
      'Bearer',
    );
  }
  return token;
}
