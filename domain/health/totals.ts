import type { Operation } from '../listings/outbound-audit.ts';
import type { JobEnding } from '../sync/sync-deps.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';

/** What has been counted of a target since it is there: name of the counter -> its sum. What is missing is 0. */
export type Totals = ReadonlyMap<string, number>;

/** How a call ended. */
export interface CallEnding {
  /** Null where no answer is known. */
  readonly http_status: number | null;
  readonly is_limited: boolean;
}

/** Keeps totals. */
export interface TotalsLog {
  /** Adds the endings of jobs of which no attempt's row tells. Never fails: no work is undone because it could not be counted. */
  add(target: TargetIdentity, endings: readonly JobEnding[]): Promise<void>;
}

/**
 * Upper bounds (ms) of the latencies that are told apart, from the asking to the end of a job: under a second where the channel
 * is idle, as long as its limit makes them wait where it is not. 5 minutes are the specification's goal.
 */
export const latencyBoundsMs = [
  250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
  3_600_000, 14_400_000, 86_400_000,
] as const;

export const limitedTotal = 'limited';
/** Of all latencies, in ms. */
export const latencySum = 'latency_ms';
const requests = 'http_';

export function jobsTotal(action: Operation, state: JobEnding['state']): string {
  return `${action}_${state}`;
}

export function requestsTotal(status: number | null): string {
  return `${requests}${status ?? 'none'}`;
}

/** The status that a total counts the requests of; undefined when it counts something else. */
export function statusOf(total: string): string | undefined {
  return total.startsWith(requests) ? total.slice(requests.length) : undefined;
}

/** Latencies above the bound before this one and up to it; Infinity: all longer ones. */
export function latenciesTotal(bound: number): string {
  return `le_${bound}`;
}

/** What these add to the totals. */
export function totalsOf({
  calls = [],
  endings = [],
}: {
  readonly calls?: readonly CallEnding[];
  readonly endings?: readonly JobEnding[];
}): Totals {
  const sums = new Map<string, number>();
  const add = (total: string, amount = 1) => sums.set(total, (sums.get(total) ?? 0) + amount);
  for (const { http_status, is_limited } of calls) {
    add(requestsTotal(http_status));
    if (is_limited) add(limitedTotal);
  }
  for (const { action, state, latency_ms } of endings) {
    add(jobsTotal(action, state));
    if (latency_ms === null) continue;
    add(
      latenciesTotal(
        latencyBoundsMs.find((bound) => latency_ms <= bound) ?? Number.POSITIVE_INFINITY,
      ),
    );
    add(latencySum, latency_ms);
  }

  return sums;
}
