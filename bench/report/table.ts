import type { Row } from './row.ts';

const heads = ['what', 'must', 'measured', 'peer or floor, same run', 'kept'];

/** The rows as a Markdown table, padded so that it reads well in a terminal too. */
export function table(rows: readonly Row[]): string {
  const cells = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const [head = '', ...body] = cells.map((row) => line(row, widths));
  const rule = line(
    widths.map((width) => '-'.repeat(width)),
    widths,
  );

  return [head, rule, ...body].join('\n');
}

function cellsOf({ what, must, measured, compared, passed }: Row): string[] {
  return [what, must, measured, compared, passed === null ? '-' : passed ? 'yes' : 'NO'];
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
}
