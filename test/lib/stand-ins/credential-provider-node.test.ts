import { afterEach, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../../lib/stand-ins/credential-provider-node.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('finds the credentials of a role where Lambda puts them', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');

  await expect(defaultProvider({})()).resolves.toMatchObject({
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
});

it('says where it has looked when there are none', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);

  await expect(defaultProvider({})()).rejects.toThrow(/environment variable/);
});
