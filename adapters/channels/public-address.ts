import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IPv4 ranges that are not the public internet (IANA special-purpose registry, RFC 6890 and updates). */
const specialV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Inside 2000::/3, yet not plain global unicast: protocol assignments with Teredo, documentation, 6to4. */
const specialV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const refusedV4 = blockList('ipv4', specialV4);
const refusedV6 = blockList('ipv6', specialV6);
const globalV6 = blockList('ipv6', [['2000::', 3]]);

/** A name or address that leads, or may lead, into a private network. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';
  readonly code = 'EPRIVATE';

  constructor() {
    super('the address is not on the public internet');
  }
}

/**
 * Whether an IP address is on the public internet. IPv6 is allowed by list: whatever embeds an IPv4 address
 * (mapped, NAT64, 6to4, Teredo) or is local lies outside of it.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);

  if (family === 4) return !refusedV4.check(address, 'ipv4');
  return family === 6 && globalV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
}

/**
 * `dns.lookup` that fails with PrivateAddressError when any of the addresses is not public. Used while connecting, so
 * that a name cannot be checked with one address and called with another.
 */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  const all: LookupOptions & { all: true } = { ...options, all: true };

  lookup(hostname, all, (error, addresses) => {
    const [first] = addresses ?? [];

    if (error) done(error, '', 0);
    else if (!first || !addresses.every(isPublic)) done(new PrivateAddressError(), '', 0);
    else if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

function isPublic({ address }: LookupAddress): boolean {
  return isPublicAddress(address);
}

function blockList(
  family: 'ipv4' | 'ipv6',
  subnets: readonly (readonly [string, number])[],
): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family);
  return list;
}
