import { setTimeout } from 'node:timers/promises';
import type { DemoWorld } from './demo-world.ts';

/** How long to look for a call that is under way, ms. */
const patienceMs = 5_000;

/** Kills workers (of each shard at most so many) while a write is under way. Returns how many died, and with how many writes unanswered. */
export async function killWorkers(
  world: DemoWorld,
  most = Number.POSITIVE_INFINITY,
): Promise<{ killed: number; unanswered: number }> {
  const deadline = Date.now() + patienceMs;
  while (unanswered(world) === 0 && Date.now() < deadline) await setTimeout(5);
  const open = unanswered(world);
  const workers = world.cloud.functionNames.filter((name) => name.includes('-sync-worker-'));
  const counts = await Promise.all(workers.map((name) => world.cloud.killWorkers(name, most)));

  return { killed: counts.reduce((sum, count) => sum + count, 0), unanswered: open };
}

function unanswered({ simulator }: DemoWorld): number {
  return simulator.calls().filter(({ status, duration_ms, method }) => {
    return status === null && duration_ms === null && method !== 'GET';
  }).length;
}
