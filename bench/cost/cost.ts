import type { RunUsage } from '../cloud/run-usage.ts';
import type { Usage } from '../cloud/usage-meter.ts';
import type { Findings } from '../report/row.ts';
import { sum } from '../report/statistics.ts';
import { type BillLine, billOf, totalOf } from './bill.ts';

/** The same million updates under different circumstances; the first is the one that was promised. */
export function benchCost(runs: ReadonlyMap<string, RunUsage>): Findings {
  const bills = [...runs].map(([name, run]) => ({
    name,
    lines: billOf(run),
    write_units: writeUnits(run),
  }));
  const [promised, ...others] = bills.map(({ name, lines }) => ({ name, usd: totalOf(lines) }));
  if (promised === undefined) return { rows: [], details: {} };
  for (const { name, lines } of bills) console.log(`\n${billTable(name, lines)}`);

  return {
    rows: [
      {
        what: `cost of a million updates (${promised.name})`,
        must: '<= 15 USD',
        measured: usd(promised.usd),
        compared: others.map((other) => `${other.name} ${usd(other.usd)}`).join('; ') || '-',
        passed: promised.usd <= 15,
      },
    ],
    details: { bills },
  };
}

/** Who writes how much for each update: `sync-worker TransactWriteItems audit` -> units, and of these into indexes. */
function writeUnits({
  usage,
  updates,
}: RunUsage): Record<string, { all: number; indexes: number }> {
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

function billTable(name: string, lines: readonly BillLine[]): string {
  const rows = lines.map(
    ({ what, per_update, unit, usd_per_million }) =>
      `  ${what.padEnd(24)} ${amount(per_update).padStart(10)} ${unit.padEnd(12)} ${usd(usd_per_million).padStart(10)}`,
  );

  return [
    `A million updates, ${name}: each asks for`,
    ...rows,
    `  ${'total'.padEnd(48)} ${usd(totalOf(lines)).padStart(10)}`,
  ].join('\n');
}

function amount(value: number): string {
  return value < 0.001 ? value.toExponential(1) : value.toFixed(3);
}

function usd(value: number): string {
  return `${value.toFixed(2)} USD`;
}
