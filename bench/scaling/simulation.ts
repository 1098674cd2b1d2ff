import { mostInTrailingWindow } from '../../local/oracle.ts';
import { quantile } from '../report/statistics.ts';
import { limit, type Outcome, type Scenario } from './scenario.ts';
import { Shard } from './shard.ts';
import { Target } from './target.ts';
import { World } from './world.ts';

/**
 * Every listing of every target changes at the same moment; plays what pollers, workers and windows make of it. The
 * windows are the real ones (`reserve`), time is not.
 */
export function simulate(scenario: Scenario): Outcome {
  const world = new World(scenario);
  const shards = Array.from(
    { length: scenario.shards },
    () => new Shard(scenario.shard_concurrency),
  );
  const targets = Array.from({ length: scenario.targets }, (_, index) => {
    const shard = shards[index % shards.length] ?? new Shard(scenario.shard_concurrency);

    return new Target(world, shard);
  });
  for (const target of targets) target.poll();
  world.agenda.run();

  const counted = targets.map(({ account }) => account.counted);
  const calls = counted.flat();
  const windows = Math.floor((scenario.listings - 1) / limit.max_requests);
  const { throttled, parked, most_at_once } = world;

  return {
    calls: calls.length,
    drained_s: quantile(calls, 1) / 1000,
    drained_99_s: quantile(calls, 0.99) / 1000,
    ideal_s: windows * limit.window_seconds,
    ...{ most_at_once, throttled, parked },
    billed_s_per_call: world.billed_ms / 1000 / calls.length,
    most_in_window: Math.max(
      ...counted.map((own) => mostInTrailingWindow(own, limit.window_seconds * 1000)),
    ),
  };
}
