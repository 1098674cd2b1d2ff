import type { ArchiveUsage } from '../cloud/archived-day.ts';
import type { RunUsage } from '../cloud/run-usage.ts';
import type { Findings } from '../report/row.ts';
import { sum } from '../report/statistics.ts';
import { prices } from './prices.ts';

/** Looks at a day that find all of it archived. */
const comparisons = 2;

/** Has a gigabyte of memory. */
const keeperGb = 1;

/** What it costs to archive a million attempts, and to compare them twice with the archive. Its storage is in scaling.md. */
export function archiveCost({ archive, compare }: ArchiveUsage): Findings {
  const bills = { archive: billOf(archive), compare: billOf(compare) };
  const total = totalOf(bills.archive) + comparisons * totalOf(bills.compare);

  return {
    rows: [
      {
        what: 'cost of archiving a million attempts',
        must: '<= 0.35 USD',
        measured: `${total.toFixed(3)} USD`,
        compared: '-',
        passed: total <= 0.35,
      },
    ],
    details: { archive: bills },
  };
}

/** USD for a million attempts, by what is paid for. */
function billOf({ updates, usage, requests, invocations }: RunUsage): Record<string, number> {
  const s3 = (...actions: string[]) =>
    sum(
      requests
        .filter(({ service, action }) => service === 's3' && actions.includes(action))
        .map(({ count }) => count),
    );
  const of = (amount: number, price: number) => (amount * price * 1e6) / updates;

  return {
    reads: of(sum(usage.map(({ reads }) => reads)), prices.dynamodb_read_unit),
    writes: of(sum(usage.map(({ writes }) => writes)), prices.dynamodb_write_unit),
    s3_writes: of(s3('PutObject', 'ListObjectsV2'), prices.s3_write),
    s3_reads: of(s3('GetObject'), prices.s3_read),
    lambda_time: of(
      (sum(invocations.map(({ total_ms }) => total_ms)) / 1_000) * keeperGb,
      prices.lambda_gb_second,
    ),
  };
}

function totalOf(bill: Readonly<Record<string, number>>): number {
  return sum(Object.values(bill));
}
