import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedCall } from '../../local/hostaway/call-log.ts';
import { preciseNow } from '../../local/hostaway/precise-now.ts';
import type { Findings, Row } from '../report/row.ts';
import { type BenchCloud, prepareAssembly, startBenchCloud } from './bench-cloud.ts';
import { dearer, syncedEvents, untilSynced } from './bench-target.ts';
import { lastCall, untilCalled } from './first-byte.ts';
import { type Fleet, limit, linkEverywhere, startFleet } from './fleet.ts';

/** Units that are linked to every target at once, and those that change at once later. */
const [fewUnits, allUnits] = [6, 24];
/** After so long no window holds a call any more. */
const idleMs = 13_000;

/** Many targets on few workers: the template of stage `dev`, whose worker may run 20 invocations at once. */
export async function benchManyTargets(targets: number): Promise<Findings> {
  await prepareAssembly('dev');
  // Listings that leave their queue are brought back by a schedule.
  const bench = await startBenchCloud({ stage: 'dev', schedules: true });
  try {
    const fleet = await startFleet(bench, targets, allUnits);
    try {
      return await measure(bench, fleet);
    } finally {
      await fleet.hostaway.stop();
    }
  } finally {
    await bench.stop();
  }
}

async function measure(bench: BenchCloud, fleet: Fleet): Promise<Findings> {
  const published_s = await publish(bench, fleet);
  await linkEverywhere(bench, fleet, fleet.units.slice(fewUnits));
  await untilSynced(bench, fleet.targets.length * allUnits);
  await sleep(idleMs);
  const first_bytes_s = await changeOne(bench, fleet);
  await sleep(idleMs);
  const drained_s = await changeAll(bench, fleet);
  const refused = fleet.hostaway.calls().filter(({ status }) => status === 429);
  const measured = { published_s, first_bytes_s, drained_s, refused };

  return { rows: rowsOf(fleet.targets.length, measured), details: measured };
}

/** From the last link to the last announcement. */
async function publish(bench: BenchCloud, fleet: Fleet): Promise<number> {
  await linkEverywhere(bench, fleet, fleet.units.slice(0, fewUnits));
  const began = preciseNow();
  await untilSynced(bench, fleet.targets.length * fewUnits);

  return (preciseNow() - began) / 1000;
}

/** From the begin of a unit's PUT to the first byte at the last of its channels. */
async function changeOne(bench: BenchCloud, { hostaway, units, listings }: Fleet): Promise<number> {
  const [unit] = units;
  if (unit === undefined) throw new Error('there is no unit to change');
  const since = lastCall(hostaway);
  const synced = syncedEvents(bench);
  const began = preciseNow();
  await bench.client.putUnit(unit.id, dearer(unit, 100));
  const ids = listings.get(unit.id) ?? [];
  const calls = await untilCalled(hostaway, { since, listings: ids });
  await untilSynced(bench, synced + ids.length);

  return (Math.max(...calls.map(({ at }) => at)) - began) / 1000;
}

/** From the begin of the first PUT to the last call. */
async function changeAll(bench: BenchCloud, { hostaway, units, targets }: Fleet): Promise<number> {
  const synced = syncedEvents(bench);
  const began = preciseNow();
  await Promise.all(units.map((unit) => bench.client.putUnit(unit.id, dearer(unit, 200))));
  await untilSynced(bench, synced + units.length * targets.length);

  return ((hostaway.calls().at(-1)?.at ?? Number.NaN) - began) / 1000;
}

interface Measured {
  readonly published_s: number;
  readonly first_bytes_s: number;
  readonly drained_s: number;
  /** Answered 429. */
  readonly refused: readonly RecordedCall[];
}

function rowsOf(targets: number, measured: Measured): Row[] {
  const { published_s, first_bytes_s, drained_s, refused } = measured;
  const pace_s = (allUnits / limit.max_requests) * limit.window_seconds;
  const workers = 'worker concurrency 20';

  return [
    {
      what: `${targets} targets x ${fewUnits} listings linked at once, ${workers}: last link -> last published`,
      must: '<= 8 s',
      measured: `${published_s.toFixed(1)} s`,
      compared: 'each window has room for all',
      passed: published_s <= 8,
    },
    {
      what: `one unit on ${targets} idle channels changed, ${workers}: all first bytes`,
      must: '<= 3 s',
      measured: `${first_bytes_s.toFixed(1)} s`,
      compared: '-',
      passed: first_bytes_s <= 3,
    },
    {
      what: `${targets} targets x ${allUnits} listings changed at once, ${workers}, drained`,
      must: '<= 1.5x the limit alone; no 429 in all',
      measured: `${drained_s.toFixed(1)} s (${(drained_s / pace_s).toFixed(2)}x); ${refused.length}`,
      compared: `limit alone ${pace_s} s`,
      passed: drained_s <= 1.5 * pace_s && refused.length === 0,
    },
  ];
}
