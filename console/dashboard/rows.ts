import { type HealthState, healthInWords } from '../common/words/health-words.ts';
import type { Schemas } from '../http/client.ts';

export type Row = Schemas['DashboardRow'];

export interface Wanted {
  readonly text: string;
  /** All, unless it is one of the states. */
  readonly state: string;
}

/** The rows whose name or health has every word of the text, in the state that is wanted. */
export function matching(rows: readonly Row[], { text, state }: Wanted): Row[] {
  const words = text.toLowerCase().split(/\s+/);
  return rows.filter((row) => {
    const health = healthInWords(row);
    const said = `${row.name} ${health.text} ${health.reason ?? ''}`.toLowerCase();
    return (state === '' || health.state === state) && words.every((word) => said.includes(word));
  });
}

export interface Totals extends Readonly<Row['listings']> {
  readonly targets: number;
  readonly alerts: number;
  readonly byState: Readonly<Record<HealthState, number>>;
}

export function totalsOf(rows: readonly Row[]): Totals {
  const sum = (count: (row: Row) => number) => rows.reduce((all, row) => all + count(row), 0);
  const inState = (state: HealthState) => sum((row) => Number(healthInWords(row).state === state));

  return {
    targets: rows.length,
    alerts: sum(({ alerts }) => alerts.length),
    ok: sum(({ listings }) => listings.ok),
    pending: sum(({ listings }) => listings.pending),
    rate_limited: sum(({ listings }) => listings.rate_limited),
    error: sum(({ listings }) => listings.error),
    byState: {
      works: inState('works'),
      trouble: inState('trouble'),
      down: inState('down'),
      paused: inState('paused'),
    },
  };
}
