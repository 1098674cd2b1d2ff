import * as z from 'zod';
import { timestampSchema } from '../common/time.ts';
import { principalSchema } from './principal.ts';

/** A stored API key: the key itself is shown once and only its SHA-256 (hex) kept. */
export const apiKeySchema = principalSchema.extend({
  id: z.uuid(),
  key_hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().trim().min(1).max(100),
  /** How the key begins, for its owner to tell it from others; null: made before this was kept. */
  prefix: z.string().nullable().default(null),
  created_at: timestampSchema,
  /** The member or key that made it; null: the command line, or made before this was kept. */
  created_by: z.uuid().nullable().default(null),
  /** It is refused from then on. */
  expires_at: timestampSchema.nullable().default(null),
});

export type ApiKey = z.infer<typeof apiKeySchema>;

/** An API key as people see it. */
export const shownApiKeySchema = apiKeySchema
  .omit({ key_hash: true, org_id: true, account_id: true })
  // To some minutes.
  .extend({ last_used_at: timestampSchema.nullable() });

export type ShownApiKey = z.infer<typeof shownApiKeySchema>;

/** Whether a key has run out by `now`, ms since the epoch. */
export function hasRunOut({ expires_at }: Pick<ApiKey, 'expires_at'>, now: number): boolean {
  return expires_at !== null && Date.parse(expires_at) <= now;
}
