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

/** A call that takes no longer (ms) than this is slow for nobody: no target's threshold may be lower. */
export const slowCallMs = 5_000;

export const fieldMappingProfileSchema = z.enum(['public_api', 'specification']);

const share = z.number().min(0.001).max(1);
const seconds = z.int().min(60).max(86_400);

/** Beyond which value a target's figures alert, where the usual one does not suit it. */
export const alertSettingsSchema = z
  .object({
    rate_limited_ratio: share.meta({
      description: 'Share of calls answered 429 in the last 10 minutes; 0.02 unless said.',
    }),
    p95_latency_ms: z.int().min(slowCallMs).max(60_000).meta({
      description: "95th percentile of the last hour's calls, in ms; 10000 unless said.",
    }),
    error_rate: share.meta({
      description: 'Share of failed syncs in the last 24 hours; 0.01 unless said.',
    }),
    oldest_waiting_seconds: seconds.meta({
      description: 'How long a change may wait, in s; 300 unless said.',
    }),
    silence_seconds: seconds.meta({
      description:
        'How long a silence that the channel asked for may still last, in s; 300 unless said.',
    }),
  })
  .partial();

/** Channel-specific settings; `field_mapping` selects a profile of `channel_field_mappings.yaml`. */
export const targetSettingsSchema = z.object({
  field_mapping: fieldMappingProfileSchema.default('public_api'),
  alerts: alertSettingsSchema.strict().optional(),
  pending_holds_nights: z.boolean().optional().meta({
    description:
      'Whether a booking that is only asked for closes its nights; it does not unless said.',
  }),
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
export type AlertSettings = z.infer<typeof alertSettingsSchema>;
export type FieldMappingProfile = z.infer<typeof fieldMappingProfileSchema>;
export type BlockReason = z.infer<typeof blockReasonSchema>;
export type HealthStatus = z.infer<typeof healthStatusSchema>;
