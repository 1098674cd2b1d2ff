/** How a worker gets to its starts; `waits` is how it did before it took places. */
export type Manner = 'takes-places' | 'waits';

export interface Scenario {
  readonly targets: number;
  /** Changed listings of each target, all at once. */
  readonly listings: number;
  readonly shards: number;
  /** Invocations that a shard may run at once. */
  readonly shard_concurrency: number;
  readonly manner: Manner;
}

/** Of each target. */
export const limit = { max_requests: 12, window_seconds: 10 } as const;

export interface Outcome {
  readonly calls: number;
  /** From the change to the last call. */
  readonly drained_s: number;
  /** Until 99 of 100 calls were made. */
  readonly drained_99_s: number;
  /** What the limit alone would allow. */
  readonly ideal_s: number;
  readonly most_at_once: number;
  /** How often a batch found its shard full. */
  readonly throttled: number;
  /** Messages that left the queue after too many receives, whose listings a sweeper brought back. */
  readonly parked: number;
  /** Time that functions ran, for each call. */
  readonly billed_s_per_call: number;
  /** Most calls that the channel of one target counted in any trailing window. */
  readonly most_in_window: number;
}
