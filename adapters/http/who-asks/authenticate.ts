import type { Principal } from '../../../domain/identity/principal.ts';
import { RequestError } from '../request-error.ts';
import type { Route } from '../route.ts';
import { callerByKey } from './by-key.ts';
import { unauthorized } from './unauthorized.ts';
import type { WhoAsksDeps } from './who-asks-deps.ts';

/** Who sends this `Authorization` header. @throws RequestError 401 */
export type Authenticate = (authorization: string | undefined) => Promise<Principal>;

export function makeAuthenticate(deps: WhoAsksDeps): Authenticate {
  return async (authorization) => callerByKey(bearerToken(authorization), deps);
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
    throw unauthorized('Send an API key as "Authorization: Bearer <key>".', 'Bearer');
  }
  return token;
}
