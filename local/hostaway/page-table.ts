import { escaped } from '../../adapters/http/html-page.ts';

/** A table under a heading; nothing without rows. `rows`: `<tr>` elements. */
export function section(
  heading: string,
  columns: readonly string[],
  rows: readonly string[],
): string {
  if (rows.length === 0) return '';
  const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');

  return `<h2>${escapeHtml(heading)}</h2>
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** One row of plain texts. */
export function row(cells: readonly unknown[]): string {
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

/** The time of day of a moment (epoch ms), UTC. */
export function time(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(11, 23);
}

export function escapeHtml(value: unknown): string {
  return escaped(String(value ?? ''));
}
