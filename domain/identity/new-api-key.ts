import { randomBytes, randomUUID } from 'node:crypto';
import { sha256 } from '../common/payload-hash.ts';
import { toTimestamp } from '../common/time.ts';
import { type ApiKey, apiKeySchema } from './api-key.ts';

/** What a new key is to be. `user_id`: the person or script it stands for; writes by the key carry this id. @default the key itself */
export type ApiKeyRequest = Pick<ApiKey, 'org_id' | 'account_id' | 'role' | 'name'> &
  Partial<Pick<ApiKey, 'user_id' | 'created_by' | 'expires_at'>>;

export interface NewApiKey {
  /** To be shown once and kept by nobody but its owner. */
  readonly key: string;
  /** What is stored: the key's SHA-256, and whom it stands for. */
  readonly stored: ApiKey;
}

/** `tvl_` and eight characters: 208 of the random bits stay unsaid. */
const shownCharacters = 12;

/**
 * 256 random bits, so that a plain hash cannot be searched; the beginning is for secret scanners.
 * @param now ms since the epoch
 * @throws ZodError when the request is no key's
 */
export function newApiKey(request: ApiKeyRequest, now: number): NewApiKey {
  const key = `tvl_${randomBytes(32).toString('base64url')}`;
  const id = randomUUID();
  const stored = apiKeySchema.parse({
    ...request,
    id,
    user_id: request.user_id ?? id,
    key_hash: sha256(key),
    prefix: key.slice(0, shownCharacters),
    created_at: toTimestamp(now),
  });
  return { key, stored };
}
