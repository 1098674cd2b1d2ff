import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dayOf } from '../../domain/common/day.ts';
import type { InboundAudit } from '../../domain/inbound/inbound-audit.ts';
import type { HostawaySimulator } from '../../local/hostaway/simulator.ts';
import type { BenchCloud } from '../cloud/bench-cloud.ts';
import { connectTarget } from '../cloud/bench-target.ts';
import type { Findings } from '../report/row.ts';
import { quantile } from '../report/statistics.ts';

const perSecond = 50;
const [units, reservations] = [10, 200];
const mostMs = 250;
const patienceMs = 300_000;

/** Changes of reservations, so many a second, counted by who sends them and by what is on record of them in the end. */
export async function benchWebhooks(bench: BenchCloud, seconds: number): Promise<Findings> {
  const { target, hostaway } = await connectTarget(bench, units);
  try {
    const ids = reserve(hostaway);
    await bench.client.letBookingsIn(target.id);
    const before = await settled(bench, target.id, ids.length);
    const sent = perSecond * seconds;
    await tell(hostaway, ids, sent);
    const rows = await settled(bench, target.id, before.length + sent);
    const told = hostaway.control.deliveries().filter(({ event }) => event !== null);
    const times = told.map(({ duration_ms }) => duration_ms ?? Number.POSITIVE_INFINITY);
    const p95 = quantile(times, 0.95);
    const fresh = toldOnRecord(rows) - toldOnRecord(before);
    const again = told.filter(({ attempt }) => attempt > 1).length;
    const failed = rows.filter(({ processing_status }) => processing_status === 'failed').length;

    return {
      rows: [
        {
          what: `webhooks answered, ${perSecond} a second for ${seconds} s, p95`,
          must: `<= ${mostMs} ms`,
          measured: `${p95.toFixed(0)} ms`,
          compared: `${again} told again`,
          passed: p95 <= mostMs,
        },
        {
          what: 'webhooks on record, against what the sender counts',
          must: 'none lost, none twice, none failed',
          measured: `${fresh} rows, ${failed} failed`,
          compared: `${told.length} deliveries of ${sent} events`,
          passed: fresh === told.length && failed === 0,
        },
      ],
      details: { webhooks: { sent, told: told.length, rows: fresh, p95 } },
    };
  } finally {
    await hostaway.stop();
  }
}

/** Without what a look at the channel has found before it was told. */
function toldOnRecord(rows: readonly InboundAudit[]): number {
  return rows.filter(({ source }) => source === 'webhook').length;
}

/** Stays that are there before anybody listens. */
function reserve({ control, listings }: HostawaySimulator): number[] {
  const ids = listings().map(({ id }) => id);
  const today = dayOf(Date.now());

  return Array.from({ length: reservations }, (_, stay) => {
    const arrivalDate = addDays(today, 3 + 4 * Math.floor(stay / units));
    return control.bookings.book({
      ...{ listingMapId: ids[stay % units] ?? 0, arrivalDate, quiet: true },
      departureDate: addDays(arrivalDate, 2),
    });
  });
}

/** Changes them in turn, at an even pace. */
async function tell(
  { control }: HostawaySimulator,
  ids: readonly number[],
  events: number,
): Promise<void> {
  const began = Date.now();
  for (let event = 0; event < events; event += 1) {
    await sleep(Math.max(0, began + (event * 1000) / perSecond - Date.now()));
    control.bookings.change(ids[event % ids.length] ?? 0, { numberOfGuests: 1 + (event % 7) });
  }
}

/** The rows once there are so many and none is pending. @throws Error when they do not come */
async function settled({ client, cloud }: BenchCloud, target: string, count: number) {
  for (const deadline = Date.now() + patienceMs; ; await sleep(1_000)) {
    const rows = await client.inboundAudit(target);
    const pending = rows.filter(({ processing_status }) => processing_status === 'pending').length;
    if (rows.length >= count && pending === 0) return rows;
    if (Date.now() > deadline)
      throw new Error(
        `${rows.length} of ${count} rows, ${pending} pending: ${cloud.problems().slice(-2)}`,
      );
  }
}
