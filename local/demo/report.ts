import type { RecordedCall } from '../hostaway/call-log.ts';
import { isListingWrite } from '../hostaway/faults/fault-plan.ts';
import { mostInTrailingWindow } from '../oracle.ts';
import type { DemoOutcome } from './outcome.ts';
import type { Phase, Run } from './run.ts';
import { countTable, factTable } from './table.ts';

/** The result as text: counts of both ends, times, and what was wrong. */
export function report(run: Run, outcome: DemoOutcome): string {
  const { record } = outcome;
  const { calls, audits } = record;

  return [
    factTable('Result', facts(run, outcome)),
    countTable(
      'Calls received',
      calls.map((call) => [kindOf(call), statusOf(call)]),
    ),
    countTable(
      'Audit rows',
      audits.map((row) => [row.http_method, row.outcome]),
    ),
    factTable(
      'Time',
      run.phases.map(({ name, from, to }) => [name, seconds(to - from)]),
    ),
    verdict(outcome),
  ].join('\n\n');
}

function facts(run: Run, { record }: DemoOutcome): [string, string][] {
  const { listings, external, calls, audits } = record;
  const { limit, cloud } = run.world;
  const ok = listings.filter(({ sync_status }) => sync_status === 'ok').length;
  const writes = calls.filter((call) => call.complete && isListingWrite(call.method, call.path));
  const unsent = audits.filter((row) => row.outcome === 'abandoned').length;
  const most = mostInTrailingWindow(
    calls.map(({ at }) => at),
    limit.window_ms,
  );
  const skips = cloud
    .metrics()
    .filter(
      ({ name, dimensions }) => name === 'tvl_sync_jobs_total' && dimensions.state === 'skipped',
    );

  return [
    ['listings', `${listings.length}, of which ok: ${ok}`],
    ['at the channel', `${external.length} listings`],
    [
      'writes received',
      `${writes.length}; audit rows: ${audits.length}, of which abandoned by dead workers: ${unsent}`,
    ],
    [
      `most calls in any ${limit.window_ms / 1000} s`,
      `${most} (the channel takes ${limit.max_requests})`,
    ],
    ['pace', pace(run, calls)],
    ['skips without a call', `${skips.flatMap(({ values }) => values).length}`],
  ];
}

/** How close the first sync came to what the limit allows: n calls cannot be made in less than the full windows before them. */
function pace({ phases, world: { limit } }: Run, calls: readonly RecordedCall[]): string {
  const [first]: readonly Phase[] = phases;
  if (first === undefined) return 'unknown';
  const count = calls.filter(({ at }) => at >= first.from && at <= first.to).length;
  const least = Math.floor((count - 1) / limit.max_requests) * limit.window_ms;

  return `${count} calls of the first sync in ${seconds(first.to - first.from)}; the limit allows it in ${seconds(least)}`;
}

function kindOf({ method, path }: RecordedCall): string {
  if (path === '/v1/accessTokens') return 'token';
  if (!path.startsWith('/v1/listings')) return 'vocabulary';

  return { POST: 'create', PUT: 'update', DELETE: 'delete' }[method] ?? 'look-up';
}

function statusOf({ status }: RecordedCall): string {
  return status === null ? 'no answer' : String(status);
}

function verdict({ reasons }: DemoOutcome): string {
  if (reasons.length === 0) {
    return 'Everything converged: each listing is once at the channel with its newest content, each write has its audit row,\nand no window was exceeded.';
  }

  return [`${reasons.length} things were wrong:`, ...reasons.map((reason) => `  ${reason}`)].join(
    '\n',
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
