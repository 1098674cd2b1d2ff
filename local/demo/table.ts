/** Names and values, one pair a line. */
export function factTable(title: string, facts: readonly (readonly [string, string])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));

  return [title, ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n');
}

/** How often each pair of row and column occurs, with sums. */
export function countTable(
  title: string,
  pairs: readonly (readonly [row: string, column: string])[],
): string {
  const columns = [...new Set(pairs.map(([, column]) => column))].sort();
  const rows = [...Map.groupBy(pairs, ([row]) => row)].sort(([a], [b]) => a.localeCompare(b));
  const body = rows.map(([row, own]) => {
    const counts = columns.map((column) => own.filter((pair) => pair[1] === column).length);

    return [row, ...counts.map((count) => (count === 0 ? '-' : String(count))), String(own.length)];
  });

  return aligned(title, [['', ...columns, 'all'], ...body]);
}

/** Columns as wide as they need to be, the first to the left, the others to the right. */
function aligned(title: string, rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const pad = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);

  return [title, ...rows.map((row) => `  ${row.map(pad).join('  ')}`)].join('\n');
}
