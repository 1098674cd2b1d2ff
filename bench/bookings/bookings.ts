import type { BenchCloud } from '../cloud/bench-cloud.ts';
import type { Findings } from '../report/row.ts';
import { benchArrivals } from './arrivals.ts';
import { benchNightPrices } from './night-prices.ts';
import { benchWebhooks } from './webhooks.ts';

/** What comes in from channels and what goes out of it to others, and what a night's price costs. */
export async function benchBookings(bench: BenchCloud, quick: boolean): Promise<Findings> {
  const parts = [
    await benchNightPrices(bench, quick ? 40 : 200),
    await benchArrivals(bench, quick ? 10 : 40),
    await benchWebhooks(bench, quick ? 10 : 60),
  ];

  return {
    rows: parts.flatMap(({ rows }) => rows),
    details: Object.assign({}, ...parts.map(({ details }) => details)),
  };
}
