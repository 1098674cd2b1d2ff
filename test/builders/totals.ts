import fc from 'fast-check';
import type { OutboundAudit } from '../../domain/listings/outbound-audit.ts';
import type { JobEnding } from '../../domain/sync/sync-deps.ts';

/** An attempt as its row tells of it. */
export interface ToldAttempt extends Pick<OutboundAudit, 'operation' | 'outcome' | 'http_status'> {
  readonly ending?: JobEnding | undefined;
}

/** The sums of what rows tell, of each total by itself and in the simplest way; what is not there is 0. */
export function recounted(rows: readonly ToldAttempt[]) {
  const endings = rows.flatMap(({ ending }) => ending ?? []);
  const latencies = endings.flatMap(({ latency_ms }) => latency_ms ?? []);

  return {
    requests: (status: string) =>
      rows.filter(({ http_status }) => String(http_status ?? 'none') === status).length,
    limited: rows.filter(({ outcome }) => outcome === 'rate_limited').length,
    jobs: (action: string | undefined, state: string | undefined) =>
      endings.filter((ending) => ending.action === action && ending.state === state).length,
    latencies: latencies.length,
    sum: latencies.reduce((sum, ms) => sum + ms, 0),
    upTo: (bound: number) => latencies.filter((ms) => ms <= bound).length,
  };
}

const latency_ms = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 100_000_000 }),
    fc.constantFrom(250, 251, 300_000, 86_400_000, 86_400_001),
  ),
);

/** How a call may end, with what follows for its job. */
export const anyToldAttempt: fc.Arbitrary<ToldAttempt> = fc
  .record({
    operation: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
    end: fc.constantFrom(
      { outcome: 'success' as const, http_status: 200, state: 'success' as const },
      { outcome: 'failed' as const, http_status: 422, state: 'failed' as const },
      { outcome: 'failed' as const, http_status: 500, state: undefined },
      { outcome: 'failed' as const, http_status: null, state: 'failed' as const },
      { outcome: 'rate_limited' as const, http_status: 429, state: undefined },
      { outcome: 'abandoned' as const, http_status: null, state: undefined },
    ),
    latency_ms,
  })
  .map(({ operation, end: { state, ...end }, latency_ms }) => ({
    ...{ operation, ...end },
    ending: state && { action: operation, state, latency_ms },
  }));
