import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSystem, startLocalSystem } from '../support/local-system.ts';

let system: LocalSystem;

beforeAll(async () => {
  system = await startLocalSystem();
});
afterAll(() => system?.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  system.call(`GET ${path}`, undefined, { headers });

describe('the console', () => {
  it('is served where the API is, with all that its page names', async () => {
    const { text, headers } = await get('/');
    const named = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(named.length).toBeGreaterThanOrEqual(3);

    for (const path of named) {
      const file = await get(path);
      expect([path, file.status, file.headers.get('content-security-policy')]).toEqual([
        ...[path, 200, headers.get('content-security-policy')],
      ]);
      const isHashed = path.startsWith('/assets/');
      expect(file.headers.get('cache-control')).toBe(
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    }
  });

  it('is at each address that is no file and not of the API', async () => {
    const { text } = await get('/');
    const html = { accept: 'text/html' };

    expect((await get('/targets/1/listings', html)).text).toBe(text);
    expect((await get('/nope.js', html)).status).toBe(403);
    expect((await get('/api/nope', html)).text).toContain('There is no such call');
  });

  it('is where functions believe that browsers are', () => {
    const home = system.cloud.apiUrl.replace('127.0.0.1', 'localhost');

    expect(system.cloud.variablesOf('auth-api').PUBLIC_URL).toBe(home);
    expect(Object.values(system.cloud.outputs)).toContain(home);
  });
});
