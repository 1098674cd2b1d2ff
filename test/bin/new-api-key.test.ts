import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { apiKeyRequestSchema, newApiKey } from '../../bin/new-api-key.ts';

const asked = {
  org: 'acme',
  account: 'main',
  role: 'Owner',
  name: 'laptop',
  user: '7f8a1f5e-58a4-4f34-9f0b-2f7d0a3f6c11',
} as const;
const now = new Date('2026-02-03T04:05:06.789Z');

describe('a new API key', () => {
  it('is stored as its SHA-256 only', () => {
    const { key, stored } = newApiKey(asked, now);
    const hash = createHash('sha256').update(key).digest('hex');

    expect(key).toMatch(/^tvl_[A-Za-z0-9_-]{43}$/);
    expect(stored).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key_hash: hash,
      user_id: asked.user,
      org_id: 'acme',
      account_id: 'main',
      role: 'Owner',
      name: 'laptop',
      created_at: '2026-02-03T04:05:06.789Z',
    });
    expect(JSON.stringify(stored)).not.toContain(key);
  });

  it('is another one each time', () => {
    expect(newApiKey(asked, now).key).not.toBe(newApiKey(asked, now).key);
  });

  it.each([
    { why: 'an unknown role', change: { role: 'Admin' } },
    { why: 'an organisation that could break out of a key', change: { org: 'acme#main' } },
    { why: 'a user that is no id', change: { user: 'me' } },
    { why: 'no name', change: { name: '' } },
  ])('is refused for $why', ({ change }) => {
    expect(apiKeyRequestSchema.safeParse({ ...asked, ...change }).success).toBe(false);
  });
});
