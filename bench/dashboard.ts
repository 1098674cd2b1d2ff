import type { Findings } from './report/row.ts';

/** What was promised of a part that does not exist yet. */
export function benchDashboard(): Findings {
  return {
    rows: [
      {
        what: 'dashboard of one target after 10, 100, 1,000 thousand attempts',
        must: 'same requests, p95 within 1.5x',
        measured: 'not yet built: comes with the dashboard API',
        compared: 'constant',
        passed: null,
      },
    ],
    details: {},
  };
}
