import type { ArchiveUsage } from '../cloud/archived-day.ts';
import type { RunUsage } from '../cloud/run-usage.ts';
import type { Findings } from '../report/row.ts';
import { sum } from '../report/statistics.ts';
import { prices } from './prices.ts';

/** Looks at a day that find all of it archived. */
const comparisons = 2;
/** Rounds of alert-evaluator in 30 days. */
const roundsInMonth = 30 * 24 * 60;

/** What watches over updates: those that look at attempts, and one round of alerts when all has gone well. */
export interface WatchUsage {
  readonly archive: ArchiveUsage;
  readonly alerts: RunUsage;
}

/** In GB: the keeper's and the evaluator's. */
const memory = { keeper: 1, evaluator: 0.5 };

/**
 * What it costs to watch over a million updates that go well and are made in a month: to archive their attempts, to compare them twice with
 * the archive, and to look for alerts each minute. What the worker and the counter do for it is in the updates' own cost, storage in scaling.md.
 */
export function watchCost({ archive, alerts }: WatchUsage): Findings {
  const bills = {
    archive: perMillion(billOf(archive.archive, memory.keeper), archive.archive.updates),
    compare: perMillion(billOf(archive.compare, memory.keeper), archive.compare.updates),
    round: billOf(alerts, memory.evaluator),
  };
  const parts = {
    archive: totalOf(bills.archive) + comparisons * totalOf(bills.compare),
    alerts: totalOf(bills.round) * roundsInMonth,
  };
  const total = sum(Object.values(parts));

  return {
    rows: [
      {
        what: 'cost of watching over a million updates in a month: archive, alerts',
        must: '<= 1 USD',
        measured: `${total.toFixed(3)} USD (archive ${parts.archive.toFixed(3)}, alerts ${parts.alerts.toFixed(3)})`,
        compared: '-',
        passed: total <= 1,
      },
    ],
    details: { watching: bills },
  };
}

type Bill = Readonly<Record<string, number>>;

/** USD by what is paid for. */
function billOf({ usage, requests, invocations }: RunUsage, gigabytes: number): Bill {
  const s3 = (...actions: string[]) =>
    sum(
      requests
        .filter(({ service, action }) => service === 's3' && actions.includes(action))
        .map(({ count }) => count),
    );

  return {
    reads: sum(usage.map(({ reads }) => reads)) * prices.dynamodb_read_unit,
    writes: sum(usage.map(({ writes }) => writes)) * prices.dynamodb_write_unit,
    s3_writes: s3('PutObject', 'ListObjectsV2') * prices.s3_write,
    s3_reads: s3('GetObject') * prices.s3_read,
    lambda_requests: sum(invocations.map((one) => one.invocations)) * prices.lambda_request,
    lambda_time:
      (sum(invocations.map(({ total_ms }) => total_ms)) / 1_000) *
      gigabytes *
      prices.lambda_gb_second,
  };
}

function perMillion(bill: Bill, updates: number): Bill {
  return Object.fromEntries(
    Object.entries(bill).map(([what, usd]) => [what, (usd * 1e6) / updates]),
  );
}

function totalOf(bill: Bill): number {
  return sum(Object.values(bill));
}
