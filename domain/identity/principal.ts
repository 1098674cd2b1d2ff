import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';

/** What a person or script may do (spec, MVP.0 scope: role-based access). */
export const roleSchema = z.enum(['Owner', 'ChannelPublisher', 'ContentManager', 'Viewer']);

export type Role = z.infer<typeof roleSchema>;

/** Who asks: taken from the API key or, later, the session. */
export const principalSchema = tenantSchema.extend({ user_id: z.uuid(), role: roleSchema });

export type Principal = z.infer<typeof principalSchema>;

/** A stored API key: the key itself is shown once and only its SHA-256 (hex) kept. */
export const apiKeySchema = principalSchema.extend({
  id: z.uuid(),
  key_hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(100),
  created_at: z.iso.datetime({ precision: 3 }),
});

export type ApiKey = z.infer<typeof apiKeySchema>;
