import * as z from 'zod';
import type { AlertSettings, StoredTarget } from '../targets/target.ts';

/**
 * Beyond which value a figure alerts. The first three are the specification's (Workflow: Health Dashboard Monitoring, step 5).
 */
export const alertThresholds = {
  /** Share of calls answered 429 in the last 10 minutes. */
  rate_limited_ratio: 0.02,
  /** 95th percentile of the calls' latency in the last hour, ms. */
  p95_latency_ms: 10_000,
  /** Share of failed syncs in the last 24 hours. */
  error_rate: 0.01,
  /** How long (s) a change has waited: the specification wants 95 % of changes at the channel within 5 minutes. */
  oldest_waiting_seconds: 300,
  /** How long (s) a silence that the channel asked for will still last. An ordinary one is as long as a rate window. */
  silence_seconds: 300,
} as const satisfies Required<AlertSettings>;

export type AlertThresholds = Required<AlertSettings>;

/** The thresholds of a target: its own where it has some. */
export function thresholdsOf({ settings }: Pick<StoredTarget, 'settings'>): AlertThresholds {
  return { ...alertThresholds, ...settings.alerts };
}

export const alertRuleSchema = z.enum([
  'credentials_rejected',
  'channel_unavailable',
  'target_offline',
  'silence_seconds',
  'oldest_waiting_seconds',
  'rate_limited_ratio',
  'p95_latency_ms',
  'error_rate',
  'content_refused',
  'listings_failed',
  'removals_failed',
  'dead_letters',
  'attempts_unrecorded',
  'changes_forgotten',
  'consumer_off',
  'double_booking',
  'inbound_failed',
  'subscription_lost',
  'credentials_expired',
  'credentials_expire',
]);

export type AlertRule = z.infer<typeof alertRuleSchema>;

/** A rule whose condition holds now, also when nothing is attempted any more. */
export const currentAlertSchema = z.object({
  rule: alertRuleSchema,
  message: z.string(),
  value: z.number().nullable().meta({ description: 'Null for a rule that is about no number.' }),
  threshold: z.number().nullable(),
});

export type CurrentAlert = z.infer<typeof currentAlertSchema>;
