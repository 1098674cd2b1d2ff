import { describe, expect, it } from 'vitest';
import { apiRoot } from '../../../adapters/hostaway/base-url.ts';

describe('apiRoot', () => {
  it.each([
    ['https://api.hostaway.com', 'https://api.hostaway.com'],
    ['https://api.hostaway.com/', 'https://api.hostaway.com'],
    ['https://api.hostaway.com/v1', 'https://api.hostaway.com'],
    ['https://api.hostaway.com/v1/', 'https://api.hostaway.com'],
    ['https://API.Hostaway.com:443/V1//', 'https://api.hostaway.com'],
    ['http://127.0.0.1:4001/v1', 'http://127.0.0.1:4001'],
    ['https://proxy.example.com/hostaway/v1', 'https://proxy.example.com/hostaway'],
    ['https://proxy.example.com/v10', 'https://proxy.example.com/v10'],
    ['https://user:word@api.hostaway.com/v1?a=b#c', 'https://api.hostaway.com'],
  ])('%s -> %s', (baseUrl, root) => {
    expect(apiRoot(baseUrl)).toBe(root);
  });

  it.each(['', 'api.hostaway.com', 'ftp://api.hostaway.com', 'file:///etc/passwd'])(
    'refuses %j',
    (baseUrl) => {
      expect(() => apiRoot(baseUrl)).toThrow('not an http or https URL');
    },
  );
});
