import { addDays, dayOf } from '../../domain/common/day.ts';
import { inParallel } from '../../domain/common/in-parallel.ts';
import { isListingWrite } from '../../local/hostaway/faults/fault-plan.ts';
import type { BenchCloud } from '../cloud/bench-cloud.ts';
import {
  type BenchTarget,
  connectTarget,
  syncedEvents,
  untilSynced,
} from '../cloud/bench-target.ts';
import { lastCall } from '../cloud/first-byte.ts';
import { runFullBatches } from '../cloud/full-batches.ts';
import { withHeldQueue } from '../cloud/hold-queue.ts';
import { countDuring, type RunUsage } from '../cloud/run-usage.ts';
import { untilCounted } from '../cloud/until-counted.ts';
import { prices } from '../cost/prices.ts';
import type { Findings } from '../report/row.ts';
import { sum } from '../report/statistics.ts';

const most = 0.35;

/** A night's price of each unit, against a whole listing: what goes over the wire, and what DynamoDB is paid for. */
export async function benchNightPrices(bench: BenchCloud, units: number): Promise<Findings> {
  const target = await connectTarget(bench, units);
  try {
    const whole = bytesOf(target, 0) / units;
    const update = await runFullBatches(bench, target, 100);
    // The first price of a unit makes its month.
    await raiseNight(bench, target, 20_000);
    const since = lastCall(target.hostaway);
    const night = await raiseNight(bench, target, 21_000);
    const small = bytesOf(target, since) / units;
    const calls = target.hostaway.calls(since).filter(({ method }) => method !== 'GET').length;
    const [dear, cheap] = [databaseCost(update), databaseCost(night)];

    return {
      rows: [
        {
          what: `price of one night of ${units} units: calls and bytes each`,
          must: `1 call, <= ${most}x of a whole listing's bytes`,
          measured: `${calls / units} calls, ${Math.round(small)} bytes, ${ratio(small, whole)}`,
          compared: `whole listing ${Math.round(whole)} bytes`,
          passed: calls === units && small <= most * whole,
        },
        {
          what: 'price of one night: DynamoDB for a million',
          must: `<= ${most}x of an update's`,
          measured: `${cheap.toFixed(2)} USD, ${ratio(cheap, dear)}`,
          compared: `update of the content ${dear.toFixed(2)} USD`,
          passed: cheap <= most * dear,
        },
      ],
      details: { night_prices: { whole, small, calls, update: update.usage, night: night.usage } },
    };
  } finally {
    await target.hostaway.stop();
  }
}

/** Another price for one night of each unit, which the channel gets in full batches. */
async function raiseNight(
  bench: BenchCloud,
  target: BenchTarget,
  price: number,
): Promise<RunUsage> {
  const { linked } = target;
  const from = addDays(dayOf(Date.now()), 40);
  const before = syncedEvents(bench);
  await untilCounted(bench, target.target);

  return countDuring(bench, linked.length, async () => {
    const held = { targetId: target.target.id, jobs: linked.length };
    await withHeldQueue(bench, held, async () => {
      await inParallel(linked, 4, ({ unit }) =>
        bench.client.putCalendar(unit.id, [{ from, to: addDays(from, 1), price }]),
      );
    });
    await untilSynced(bench, before + linked.length);
    await untilCounted(bench, target.target);
  });
}

function bytesOf({ hostaway }: BenchTarget, since: number): number {
  const writes = hostaway.calls(since).filter(({ method, path }) => isListingWrite(method, path));

  return sum(writes.map(({ bytes }) => bytes));
}

/** USD for a million. */
function databaseCost({ usage, updates }: RunUsage): number {
  const writes = sum(usage.map((one) => one.writes)) * prices.dynamodb_write_unit;
  const reads = sum(usage.map((one) => one.reads)) * prices.dynamodb_read_unit;

  return ((writes + reads) / updates) * 1e6;
}

function ratio(one: number, other: number): string {
  return `${(one / other).toFixed(2)}x`;
}
