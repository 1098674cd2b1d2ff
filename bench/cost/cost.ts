import type { RunUsage } from '../cloud/run-usage.ts';
import type { Usage } from '../cloud/usage-meter.ts';
import type { Findings } from '../report/row.ts';
import { sum } from '../report/statistics.ts';
import { type BillLine, billOf, totalOf } from './bill.ts';
import { fromUnitsWrite } from './from-units-write.ts';

/** What a million such updates cost: from the unit's write to the closed audit row, and with the API call before that. */
interface Bill {
  readonly name: string;
  readonly path: readonly BillLine[];
  readonly whole: readonly BillLine[];
  readonly write_units: Readonly<Record<string, { all: number; indexes: number }>>;
}

/** The same million updates under different circumstances; the first is the one that was promised. */
export function benchCost(runs: ReadonlyMap<string, RunUsage>): Findings {
  const bills = [...runs].map(([name, run]): Bill => {
    return {
      name,
      path: billOf(fromUnitsWrite(run)),
      whole: billOf(run),
      write_units: writeUnits(run),
    };
  });
  const [promised, ...others] = bills;
  if (promised === undefined) return { rows: [], details: {} };
  for (const bill of bills) console.log(`\n${billTable(bill)}`);

  return {
    rows: [
      {
        what: `cost of a million updates, from the unit's write (${promised.name})`,
        must: '<= 12 USD',
        measured: totals(promised),
        compared: others.map((other) => `${other.name} ${totals(other)}`).join('; ') || '-',
        passed: totalOf(promised.path) <= 12,
      },
    ],
    details: { bills },
  };
}

/** Who writes how much for each update: `sync-worker TransactWriteItems audit` -> units, and of these into indexes. */
function writeUnits({ usage, updates }: RunUsage): Bill['write_units'] {
  const nameOf = ({ principal, action, table }: Usage) =>
    `${/[a-z]+-[a-z]+(?=(-\d+)?$)/.exec(principal)?.[0] ?? principal} ${action} ${table}`;
  const groups = Map.groupBy(
    usage.filter(({ writes }) => writes > 0),
    nameOf,
  );

  return Object.fromEntries(
    [...groups].map(([name, group]) => [
      name,
      {
        all: sum(group.map(({ writes }) => writes)) / updates,
        indexes: sum(group.map(({ index_writes }) => index_writes)) / updates,
      },
    ]),
  );
}

function billTable({ name, path, whole }: Bill): string {
  const rows = whole.map(({ what, per_update, unit, usd_per_million }, at) =>
    [
      what.padEnd(24),
      amount(per_update).padStart(10),
      unit.padEnd(12),
      usd(path[at]?.usd_per_million ?? 0).padStart(10),
      usd(usd_per_million).padStart(10),
    ].join(' '),
  );

  return [
    `A million updates, ${name}: each asks for; from the unit's write on; with the API's call`,
    ...rows.map((row) => `  ${row}`),
    `  ${'total'.padEnd(48)} ${usd(totalOf(path)).padStart(10)} ${usd(totalOf(whole)).padStart(10)}`,
  ].join('\n');
}

function totals({ path, whole }: Bill): string {
  return `${usd(totalOf(path))}, ${usd(totalOf(whole))} with the API's call`;
}

function amount(value: number): string {
  return value < 0.001 ? value.toExponential(1) : value.toFixed(3);
}

function usd(value: number): string {
  return `${value.toFixed(2)} USD`;
}
