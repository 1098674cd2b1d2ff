import { RequestError } from '../request-error.ts';

/** 401: nobody who is known asks. `challenge` says how to say who asks (RFC 9110, 11.6.1). */
export function unauthorized(message: string, challenge: string): RequestError {
  return new RequestError(message, {
    status: 401,
    slug: 'unauthorized',
    headers: { 'www-authenticate': challenge },
  });
}
