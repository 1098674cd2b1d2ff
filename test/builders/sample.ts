import type { HealthSample } from '../../domain/targets/health-sample.ts';

/** A target that is well, with nothing to do. */
export function aSample(over: Partial<HealthSample> = {}): HealthSample {
  return {
    at: '2026-11-25T02:50:00.000Z',
    ...{ health_status: 'healthy', health_message: null, latency_ms: 120, queue_depth: 0 },
    ...over,
  };
}
