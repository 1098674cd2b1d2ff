import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dayOf } from '../../domain/common/day.ts';
import { type HostawaySimulator, startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import { demoAccount } from '../../local/hostaway/simulator-options.ts';
import type { BenchCloud } from '../cloud/bench-cloud.ts';
import {
  type BenchTarget,
  changeUnits,
  connectTarget,
  generous,
  limitTo,
  syncedEvents,
  untilSynced,
} from '../cloud/bench-target.ts';
import { lastCall } from '../cloud/first-byte.ts';
import type { Findings } from '../report/row.ts';
import { quantile } from '../report/statistics.ts';

/** Units of the target that nights are closed at; all but one are kept waiting there. */
const units = 61;
const [idleMs, busyMs] = [3_000, 15_000];
const patienceMs = 120_000;

/** A channel that bookings come from. */
interface Origin {
  readonly hostaway: HostawaySimulator;
  readonly listing: number;
}

/** From a guest's booking at one channel to the first byte with which its nights are closed at another. */
export async function benchArrivals(bench: BenchCloud, bookings: number): Promise<Findings> {
  const other = await connectTarget(bench, units);
  const origin = await originOf(bench, other);
  try {
    const idle: number[] = [];
    for (let stay = 0; stay < bookings; stay += 1) {
      idle.push(await book(origin, other, 10 + 3 * stay));
      await sleep(500);
    }
    await limitTo(bench, other, { max_requests: 12, window_seconds: 10 });
    await changeUnits(bench, other.linked.slice(1), 700);
    const busy: number[] = [];
    for (let stay = 0; stay < 3; stay += 1) busy.push(await book(origin, other, 500 + 3 * stay));
    await limitTo(bench, other, generous);
    const [quiet, loaded] = [idle, busy].map((all) => quantile(all, 0.95));

    return {
      rows: [
        row('idle', { bookings, p95: quiet, most: idleMs }),
        row(`while ${units - 1} changes wait there at 12 per 10 s`, {
          bookings: busy.length,
          p95: loaded,
          most: busyMs,
        }),
      ],
      details: { arrivals: { idle, busy } },
    };
  } finally {
    await Promise.all([origin, other].map(({ hostaway }) => hostaway.stop()));
  }
}

function row(
  when: string,
  { bookings, p95 = Number.NaN, most }: { bookings: number; p95: number | undefined; most: number },
) {
  return {
    what: `booking at one channel to first byte at another, p95 of ${bookings} (${when})`,
    must: `<= ${most / 1000} s`,
    measured: `${(p95 / 1000).toFixed(2)} s`,
    compared: '-',
    passed: p95 <= most,
  };
}

/** Another account that has the first of the units, and tells what is booked there. */
async function originOf({ client, cloud }: BenchCloud, { linked }: BenchTarget): Promise<Origin> {
  const hostaway = await startHostawaySimulator({ limits: 'none' });
  const target = await client.createTarget({
    ...{ name: `Origin on port ${hostaway.port}`, channel_type: 'hostaway', sync_mode: 'api' },
    ...{ base_url: hostaway.url, credentials: { api_token: demoAccount.tokens[0] } },
    rate_limit_config: { ...generous },
  });
  await client.letBookingsIn(target.id);
  const before = syncedEvents({ cloud });
  await client.link({ target_id: target.id, unit_id: linked[0]?.unit.id ?? '' });
  await untilSynced({ cloud }, before + 1);

  return { hostaway, listing: hostaway.listings()[0]?.id ?? 0 };
}

/** How long it takes (ms). */
async function book(
  { hostaway, listing }: Origin,
  other: BenchTarget,
  days: number,
): Promise<number> {
  const since = lastCall(other.hostaway);
  const arrivalDate = addDays(dayOf(Date.now()), days);
  const began = Date.now();
  hostaway.control.bookings.book({
    ...{ listingMapId: listing, arrivalDate, departureDate: addDays(arrivalDate, 2) },
  });
  for (const deadline = began + patienceMs; ; await sleep(20)) {
    const call = other.hostaway
      .calls(since)
      .find(({ path }) => path.endsWith('/calendarIntervals'));
    if (call !== undefined) return call.at - began;
    if (Date.now() > deadline) throw new Error('the nights of a booking were not closed');
  }
}
