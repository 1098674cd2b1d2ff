import { PermanentError } from '../../domain/common/errors.ts';

/**
 * The part of a target's base URL before `/v1`, without a slash at its end. Operators write `https://api.hostaway.com`,
 * `.../v1` or `.../v1/`; user names, queries and fragments have no place there and are dropped.
 * @throws PermanentError when it is not an http(s) URL
 */
export function apiRoot(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new PermanentError('the base URL is not an http or https URL');
  }

  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/i, '').replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path}`;
}
