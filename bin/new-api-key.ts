import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { sha256 } from '../domain/common/payload-hash.ts';
import { tenantSchema } from '../domain/common/tenant.ts';
import { type ApiKey, apiKeySchema, roleSchema } from '../domain/identity/principal.ts';

export const apiKeyRequestSchema = z.strictObject({
  org: tenantSchema.shape.org_id,
  account: tenantSchema.shape.account_id,
  role: roleSchema,
  name: z.string().min(1).max(100),
  /** The person or script it stands for; writes by the key carry this id. */
  user: z.uuid(),
});

export type ApiKeyRequest = z.infer<typeof apiKeyRequestSchema>;

export interface NewApiKey {
  /** To be shown once and kept by nobody but its owner. */
  readonly key: string;
  /** What is stored: the key's SHA-256, and whom it stands for. */
  readonly stored: ApiKey;
}

/** 256 random bits, so that a plain hash cannot be searched; the prefix is for secret scanners. */
export function newApiKey({ org, account, role, name, user }: ApiKeyRequest, now: Date): NewApiKey {
  const key = `tvl_${randomBytes(32).toString('base64url')}`;
  const keyHash = sha256(key);
  const stored = apiKeySchema.parse({
    id: randomUUID(),
    key_hash: keyHash,
    user_id: user,
    org_id: org,
    account_id: account,
    role,
    name,
    created_at: now.toISOString(),
  });
  return { key, stored };
}
