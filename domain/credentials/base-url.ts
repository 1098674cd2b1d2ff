import type { FieldError } from '../common/errors.ts';

/** Which places a target may be at. */
export interface BaseUrlPolicy {
  /** Whether http, this machine and private networks are allowed (local runtime only). */
  readonly allow_private: boolean;
  /** Whether an IP address is on the public internet. */
  isPublicAddress(address: string): boolean;
}

/** Names that never leave a machine or a site (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`). */
const localSuffixes = ['localhost', 'localdomain', 'local', 'internal', 'home.arpa', 'lan'];

/** What is wrong with a channel's base URL, see `publicUrlErrors`. */
export function baseUrlErrors(value: string, policy: BaseUrlPolicy): FieldError[] {
  return publicUrlErrors(value, policy).map((message) => ({ path: 'base_url', message }));
}

/**
 * What is wrong with an address that our functions are to call: it must be https on a public host, since they would otherwise
 * be a way into places that only they can reach. The URL is never quoted: it may hold a password.
 */
export function publicUrlErrors(value: string, policy: BaseUrlPolicy): string[] {
  const url = URL.parse(value);
  if (url === null) return ['must be an absolute URL'];
  const messages: string[] = [];

  if (url.protocol !== 'https:' && !(policy.allow_private && url.protocol === 'http:'))
    messages.push('must begin with https://');
  if (url.username !== '' || url.password !== '') messages.push('must not contain credentials');
  if (/[?#]/.test(value)) messages.push('must not have a query or a fragment');
  if (!policy.allow_private && !isPublicHost(url.hostname, policy))
    messages.push('must name a public host, not a local or private one');

  return messages;
}

/** One spelling per place, without a slash at the end, so that paths can be appended. For URLs without errors. */
export function normaliseBaseUrl(value: string): string {
  return new URL(value).href.replace(/\/+$/, '');
}

/** `hostname` as URL gives it: lower case, every numeric form of IPv4 as dotted decimal, IPv6 in brackets. */
function isPublicHost(hostname: string, policy: BaseUrlPolicy): boolean {
  const ipv6 = /^\[(.+)\]$/.exec(hostname)?.[1];
  if (ipv6 !== undefined) return policy.isPublicAddress(ipv6);

  const host = hostname.replace(/\.+$/, '');
  if (/^\d+(\.\d+){3}$/.test(host)) return policy.isPublicAddress(host);

  return (
    host.includes('.') &&
    !localSuffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))
  );
}
