import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newApiKey } from '../../../domain/identity/new-api-key.ts';

const asked = {
  org_id: 'acme',
  account_id: 'main',
  role: 'Owner',
  name: 'laptop',
  user_id: '7f8a1f5e-58a4-4f34-9f0b-2f7d0a3f6c11',
} as const;
const now = Date.parse('2026-02-03T04:05:06.789Z');

describe('a new API key', () => {
  it('is stored as its SHA-256 and its first characters only', () => {
    const { key, stored } = newApiKey(asked, now);
    const hash = createHash('sha256').update(key).digest('hex');

    expect(key).toMatch(/^tvl_[A-Za-z0-9_-]{43}$/);
    expect(stored).toEqual({
      ...asked,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key_hash: hash,
      prefix: key.slice(0, 12),
      created_at: '2026-02-03T04:05:06.789Z',
      created_by: null,
      expires_at: null,
    });
    expect(JSON.stringify(stored)).not.toContain(key);
  });

  it('is another one each time', () => {
    expect(newApiKey(asked, now).key).not.toBe(newApiKey(asked, now).key);
  });

  it('stands for itself when it stands for nobody else', () => {
    const { id, user_id } = newApiKey({ ...asked, user_id: undefined }, now).stored;

    expect(user_id).toBe(id);
  });

  it.each([
    { why: 'an unknown role', change: { role: 'Admin' } },
    { why: 'an organisation that could break out of a key', change: { org_id: 'acme#main' } },
    { why: 'a user that is no id', change: { user_id: 'me' } },
    { why: 'no name', change: { name: '' } },
  ])('is refused for $why', ({ change }) => {
    expect(() => newApiKey({ ...asked, ...(change as object) }, now)).toThrow();
  });
});
