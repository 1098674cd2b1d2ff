import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';

/** What a person or script may do (spec, MVP.0 scope: role-based access). */
export const roleSchema = z.enum(['Owner', 'ChannelPublisher', 'ContentManager', 'Viewer']);

export type Role = z.infer<typeof roleSchema>;

/** Who asks: taken from the API key, or from the session and the membership it was opened for. */
export const principalSchema = tenantSchema.extend({ user_id: z.uuid(), role: roleSchema });

export type Principal = z.infer<typeof principalSchema>;
