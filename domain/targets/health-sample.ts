import * as z from 'zod';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import type { HealthCheck } from './check-target.ts';
import { healthNow } from './health-now.ts';
import { healthStatusSchema, type StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import type { TargetIdentity } from './target-resources.ts';

/** How a target was doing at one moment. `latency_ms`: of the check's call; null when none was made, or none was answered. */
export const healthSampleSchema = z.object({
  at: timestampSchema,
  health_status: healthStatusSchema,
  health_message: z.string().nullable(),
  latency_ms: z.int().min(0).nullable(),
  queue_depth: z.int().min(0),
});

export type HealthSample = z.infer<typeof healthSampleSchema>;

/** Whose sample. */
type SampledTarget = TargetIdentity & Pick<StoredTarget, 'channel_type'>;

export interface SamplePorts {
  /** Jobs in a target's queue; 0 without a queue. */
  readonly queueDepth: (targetId: string) => Promise<number>;
  readonly samples: {
    add(target: SampledTarget, sample: HealthSample): Promise<void>;
  };
}

/**
 * Keeps how a target is doing: as its check found it, or as it is known to be when it was not checked. A sample that cannot be kept is
 * reported and missing; nothing depends on it.
 */
export async function sampleHealth(
  target: StoredTarget,
  check: HealthCheck | undefined,
  deps: TargetDeps & SamplePorts,
): Promise<void> {
  try {
    const queue_depth = await deps.queueDepth(target.id);
    await deps.samples.add(target, { ...found(target, check, deps.clock()), queue_depth });
  } catch (error) {
    deps.report('health-not-sampled', { target_id: target.id, error });
  }
}

function found(
  target: StoredTarget,
  check: HealthCheck | undefined,
  now: number,
): Omit<HealthSample, 'queue_depth'> {
  if (check === undefined)
    return { at: toTimestamp(now), ...healthNow(target, now), latency_ms: null };
  const { checked_at, health_status, error_message, latency_ms } = check;

  return { at: checked_at, health_status, health_message: error_message, latency_ms };
}
