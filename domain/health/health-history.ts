import * as z from 'zod';
import { type HealthSample, healthSampleSchema } from '../targets/health-sample.ts';

/** Since when a target was found to be in a state, and what was said then. */
export const healthChangeSchema = z.object({
  at: healthSampleSchema.shape.at,
  health_status: healthSampleSchema.shape.health_status,
  message: z.string().nullable(),
});

export type HealthChange = z.infer<typeof healthChangeSchema>;

/** Where samples differ in their status from the one before, newest first; the oldest sample is the last of them. */
export function healthHistory(samples: readonly HealthSample[]): HealthChange[] {
  const inTime = samples.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));

  return inTime
    .filter(({ health_status }, index) => inTime[index - 1]?.health_status !== health_status)
    .map(({ at, health_status, health_message: message }) => ({ at, health_status, message }))
    .reverse();
}
