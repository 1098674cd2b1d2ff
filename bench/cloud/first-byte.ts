import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedCall } from '../../local/hostaway/call-log.ts';
import { preciseNow } from '../../local/hostaway/precise-now.ts';
import type { HostawaySimulator } from '../../local/hostaway/simulator.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { type BenchTarget, dearer, type LinkedUnit } from './bench-target.ts';

const patienceMs = 120_000;

/** From the begin of a unit's PUT to the moment the channel has read the head of the request that follows from it (ms). */
export async function firstByteOf(
  { client }: BenchCloud,
  { hostaway }: Pick<BenchTarget, 'hostaway'>,
  { unit, listing }: LinkedUnit,
): Promise<number> {
  const since = lastCall(hostaway);
  const began = preciseNow();
  await client.putUnit(unit.id, dearer(unit, Math.ceil(began % 1_000_000)));
  const [call] = await untilCalled(hostaway, { since, listings: [listing.id] });

  return (call?.at ?? Number.NaN) - began;
}

/** Number of the newest call a channel has had. */
export function lastCall(hostaway: HostawaySimulator): number {
  return hostaway.calls().at(-1)?.seq ?? 0;
}

/** The first call for each of these listings after a call. @throws Error when they do not come */
export async function untilCalled(
  hostaway: HostawaySimulator,
  { since, listings }: { readonly since: number; readonly listings: readonly string[] },
): Promise<RecordedCall[]> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(50)) {
    const calls = hostaway.calls(since).filter(({ marker }) => marker !== null);
    const first = listings.flatMap(
      (id) => calls.find(({ marker }) => marker?.includes(id) === true) ?? [],
    );
    if (first.length === listings.length) return first;
    if (Date.now() > deadline)
      throw new Error(`the channel was called for ${first.length} of ${listings.length} listings`);
  }
}
