import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';

export const channelTypeSchema = z.enum([
  'hostaway',
  'airbnb',
  'vrbo',
  'booking_com',
  'internal_brand',
]);
export const syncModeSchema = z.enum(['manual', 'ical', 'api']);
export const healthStatusSchema = z.enum(['healthy', 'degraded', 'offline']);

/** At most `max_requests` calls in any trailing `window_seconds` (spec, Rate Limiting Strategy). */
export const rateLimitConfigSchema = z.object({
  max_requests: z.int().min(1).max(1000),
  window_seconds: z.int().min(1).max(3600),
});

export const fieldMappingProfileSchema = z.enum(['public_api', 'specification']);

/** Channel-specific settings; `field_mapping` selects a profile of `channel_field_mappings.yaml`. */
export const targetSettingsSchema = z.object({
  field_mapping: fieldMappingProfileSchema.default('public_api'),
});

/** Why no call may be made to a target just now. */
export const blockReasonSchema = z.enum(['rate_limited', 'credentials_rejected', 'unavailable']);

/** One account at one channel (spec, Entity: Channel Target): what operators see. */
export const targetSchema = z.object({
  id: z.uuid(),
  ...tenantSchema.shape,
  name: z.string().min(1).max(255),
  channel_type: channelTypeSchema,
  sync_mode: syncModeSchema,
  is_active: z.boolean(),
  base_url: z.url(),
  /** Name of the secret in Secrets Manager; never the secret. */
  credentials_ref: z.string(),
  credentials_expires_at: timestampSchema.nullable(),
  rate_limit_config: rateLimitConfigSchema.nullable(),
  last_health_check_at: timestampSchema.nullable(),
  health_status: healthStatusSchema,
  /** What the last failed check or refused call said; null when healthy. */
  health_message: z.string().nullable(),
  /** No call before this moment: the channel asked for it, refused the credentials or is down. */
  blocked_until: timestampSchema.nullable(),
  block_reason: blockReasonSchema.nullable(),
  settings: targetSettingsSchema,
  created_at: timestampSchema,
  updated_at: timestampSchema,
  deleted_at: timestampSchema.nullable(),
});

export type Target = z.infer<typeof targetSchema>;

/** A target with what only the system needs of it. */
export const storedTargetSchema = targetSchema.extend({
  revision: z.int().min(0),
  /** Which rate window its calls count in: targets with the same channel account share one. */
  window_key: z.string(),
  /** The worker function that drains its queue (index of a shard). */
  worker_shard: z.int().min(0),
  event_source_mapping_id: z.string().nullable(),
});

export type StoredTarget = z.infer<typeof storedTargetSchema>;

/** What a call takes for granted of its target: the limit, the place and the account there. */
export type CalledTarget = Pick<StoredTarget, 'rate_limit_config' | 'base_url' | 'window_key'>;

export type ChannelType = z.infer<typeof channelTypeSchema>;
export type RateLimitConfig = z.infer<typeof rateLimitConfigSchema>;
export type FieldMappingProfile = z.infer<typeof fieldMappingProfileSchema>;
export type BlockReason = z.infer<typeof blockReasonSchema>;
export type HealthStatus = z.infer<typeof healthStatusSchema>;
