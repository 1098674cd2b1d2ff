import * as z from 'zod';

/** So many calls in any trailing window: what a sender is told, and its receiver enforces. */
export const limitSchema = z.object({ max_requests: z.number(), window_ms: z.number() });

export type Limit = z.infer<typeof limitSchema>;

/** A receiver, and the network before it. */
export interface Scenario {
  readonly limit: Limit;
  /** Each call is on its way for up to so long, evenly spread. */
  readonly jitter_ms: number;
}

/** What our sender must make of it. */
export interface OurScenario extends Scenario {
  readonly name: string;
  /** Least share of the permitted rate. */
  readonly least_rate: number;
  /** Calls for each one that the first scenario makes, so that a faster one lasts for some windows too. */
  readonly times: number;
}

const slow: Limit = { max_requests: 12, window_ms: 10_000 };

/** What every peer is held against. */
export const usual: OurScenario = {
  name: '12 per 10 s behind 0-300 ms',
  limit: slow,
  jitter_ms: 300,
  least_rate: 0.97,
  times: 1,
};

export const scenarios: readonly OurScenario[] = [
  usual,
  { ...usual, name: '12 per 10 s behind 0-1,500 ms', jitter_ms: 1_500, least_rate: 0.88 },
  {
    name: '200 per 10 s behind 0-300 ms',
    limit: { max_requests: 200, window_ms: 10_000 },
    jitter_ms: 300,
    least_rate: 0.95,
    times: 5,
  },
];
