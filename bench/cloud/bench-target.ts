import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../domain/common/in-parallel.ts';
import type { Listing } from '../../domain/listings/listing.ts';
import { contentOf, type Unit, type UnitContent } from '../../domain/supply/unit.ts';
import type { Target } from '../../domain/targets/target.ts';
import { demoUnits } from '../../local/demo-units.ts';
import { type HostawaySimulator, startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import { demoAccount } from '../../local/hostaway/simulator-options.ts';
import type { BenchCloud } from './bench-cloud.ts';

/** A target, the channel behind it, and the units that are linked to it and synced. */
export interface BenchTarget {
  readonly target: Target;
  readonly hostaway: HostawaySimulator;
  readonly linked: readonly LinkedUnit[];
}

export interface LinkedUnit {
  readonly unit: Unit;
  readonly listing: Listing;
}

export interface RateLimit {
  readonly max_requests: number;
  readonly window_seconds: number;
}

/** A limit that nothing in a benchmark meets. */
export const generous: RateLimit = { max_requests: 1000, window_seconds: 1 };

const writersAtOnce = 4;
const patienceMs = 300_000;

/** Connects a target and brings so many listings to it, `change`d from the demo data where asked for. */
export async function connectTarget(
  { client, cloud }: BenchCloud,
  count: number,
  change: (content: UnitContent) => UnitContent = (content) => content,
): Promise<BenchTarget> {
  const hostaway = await startHostawaySimulator({ limits: 'none' });
  const target = await client.createTarget({
    name: `Benchmark on port ${hostaway.port}`,
    channel_type: 'hostaway',
    sync_mode: 'api',
    base_url: hostaway.url,
    credentials: { api_token: demoAccount.tokens[0] },
    rate_limit_config: { ...generous },
  });
  const before = syncedEvents({ cloud });
  const linked = await inParallel(demoUnits(count), writersAtOnce, async ({ id, content }) => {
    const unit = await client.putUnit(id, change(content));

    return { unit, listing: await client.link({ target_id: target.id, unit_id: unit.id }) };
  });
  await untilSynced({ cloud }, before + count);

  return { target, hostaway, linked };
}

/** Makes the target keep to a limit from its next call on. */
export async function limitTo({ client }: BenchCloud, { target }: BenchTarget, limit: RateLimit) {
  await client.changeTarget(target.id, { rate_limit_config: { ...limit } });
  // Workers remember a target for some seconds.
  await sleep(6_000);
}

/** Writes units again with another price, which the channel gets to see. `raise` makes each write another. */
export function changeUnits(
  { client }: BenchCloud,
  linked: readonly LinkedUnit[],
  raise: number,
): Promise<Unit[]> {
  return inParallel(linked, writersAtOnce, ({ unit }) =>
    client.putUnit(unit.id, dearer(unit, raise)),
  );
}

export function dearer(unit: Unit, raise: number): UnitContent {
  const content = contentOf(unit);

  return { ...content, base_nightly_rate: (content.base_nightly_rate ?? 10_000) + raise };
}

/** How many syncs have been announced: an announcement comes after its audit row was closed. */
export function syncedEvents({ cloud }: Pick<BenchCloud, 'cloud'>): number {
  return cloud.events().filter((event) => event['detail-type'] === 'channel.listing.synced').length;
}

/** Waits for so many announcements in all. @throws Error when they do not come */
export async function untilSynced(bench: Pick<BenchCloud, 'cloud'>, count: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (syncedEvents(bench) < count) {
    if (Date.now() > deadline) {
      const problems = bench.cloud.problems().slice(-3).join('; ');
      throw new Error(`${syncedEvents(bench)} of ${count} syncs were announced. ${problems}`);
    }
    await sleep(50);
  }
}
