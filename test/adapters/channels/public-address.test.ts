import { describe, expect, it } from 'vitest';
import { isPublicAddress, lookupPublic } from '../../../adapters/channels/public-address.ts';

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.169.0.1',
    '100.63.255.255',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:82a::200e',
  ])('%s is on the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['this host', '0.0.0.0'],
    ['private', '10.255.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['carrier NAT', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['metadata', '169.254.169.254'],
    ['Lambda runtime', '169.254.100.1'],
    ['benchmarking', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['mapped IPv4', '::ffff:127.0.0.1'],
    ['mapped IPv4', '::ffff:8.8.8.8'],
    ['NAT64', '64:ff9b::a00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:1::1'],
    ['documentation', '2001:db8::1'],
    ['unique local', 'fd00:ec2::254'],
    ['link local', 'fe80::1'],
    ['multicast', 'ff02::1'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('%s (%s) is not', (_kind, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('lookupPublic', () => {
  it.each([{ all: true }, { all: false }])(
    'refuses a name of this machine (%o)',
    async (options) => {
      const error = await new Promise((resolve) => lookupPublic('localhost', options, resolve));

      expect(error).toMatchObject({ name: 'PrivateAddressError' });
    },
  );

  it('reports a name that does not exist as such', async () => {
    const error = await new Promise((resolve) => lookupPublic('no-such-name.invalid', {}, resolve));

    expect(error).toMatchObject({ name: 'Error' });
  });
});
