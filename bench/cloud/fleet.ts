import { inParallel } from '../../domain/common/in-parallel.ts';
import type { Unit } from '../../domain/supply/unit.ts';
import type { Target } from '../../domain/targets/target.ts';
import { demoUnits } from '../../local/demo-units.ts';
import { type HostawaySimulator, startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import type { BenchCloud } from './bench-cloud.ts';

/** Many targets, each with an account of its own at one channel, and units that are to be on all of them. */
export interface Fleet {
  readonly hostaway: HostawaySimulator;
  readonly targets: readonly Target[];
  readonly units: readonly Unit[];
  /** Ids of the listings of each unit, by its id. */
  readonly listings: Map<string, string[]>;
}

/** Of each account; enforced by the channel. */
export const limit = { max_requests: 12, window_seconds: 10 } as const;

const writersAtOnce = 8;

export async function startFleet(
  { client }: BenchCloud,
  targets: number,
  units: number,
): Promise<Fleet> {
  const accounts = Array.from({ length: targets }, (_, index) => {
    return { id: 20_001 + index, api_key: `key-${index}`, tokens: [`token-${index}`] };
  });
  const hostaway = await startHostawaySimulator({
    accounts,
    limits: { max_requests: limit.max_requests, window_ms: limit.window_seconds * 1000 },
  });

  return {
    hostaway,
    targets: await inParallel(accounts, writersAtOnce, ({ id, tokens: [api_token = ''] }) =>
      client.createTarget({
        name: `Benchmark account ${id}`,
        channel_type: 'hostaway',
        sync_mode: 'api',
        base_url: hostaway.url,
        credentials: { api_token },
        rate_limit_config: { ...limit },
      }),
    ),
    units: await inParallel(demoUnits(units), writersAtOnce, ({ id, content }) =>
      client.putUnit(id, content),
    ),
    listings: new Map(),
  };
}

/** Links units to every target, one target after the other. */
export async function linkEverywhere(
  { client }: BenchCloud,
  { targets, listings }: Fleet,
  units: readonly Unit[],
): Promise<void> {
  const links = targets.flatMap((target) => units.map((unit) => ({ target, unit })));
  await inParallel(links, writersAtOnce, async ({ target, unit }) => {
    const { id } = await client.link({ target_id: target.id, unit_id: unit.id });
    listings.set(unit.id, [...(listings.get(unit.id) ?? []), id]);
  });
}
