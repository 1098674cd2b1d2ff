import { mostInTrailingWindow } from '../oracle.ts';
import type { DemoWorld } from './demo-world.ts';
import { isSynced } from './wanted.ts';

/** How far the target's listings are. */
export interface Progress {
  readonly total: number;
  /** Units whose newest version is at the channel. */
  readonly synced: ReadonlySet<string>;
  /** Calls that arrived in the last window, now. */
  readonly calls_in_window: number;
}

/** Asks the API, as an operator's screen would. */
export async function readProgress({
  client,
  target,
  wanted,
  simulator,
  limit,
}: DemoWorld): Promise<Progress> {
  const listings = await client.listingsOf(target.id);
  const since = Date.now() - limit.window_ms;
  const recent = simulator.calls().filter(({ at }) => at > since);

  return {
    total: wanted.size,
    synced: new Set(
      listings.filter((one) => isSynced(one, wanted)).map((one) => one.unit_id ?? ''),
    ),
    calls_in_window: mostInTrailingWindow(
      recent.map(({ at }) => at),
      limit.window_ms,
    ),
  };
}

/** `first sync  16/40 synced, 24 pending | 11 of 12 calls in 10 s | 0:21 | ETA 0:20  [########............]` */
export function progressLine(
  name: string,
  { total, synced, calls_in_window }: Progress,
  { limit, elapsed_ms }: { limit: DemoWorld['limit']; elapsed_ms: number },
): string {
  const pending = total - synced.size;
  const filled = Math.round((20 * synced.size) / Math.max(1, total));
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}]`;
  // One call for each, at the pace the channel allows.
  const left = (pending / limit.max_requests) * limit.window_ms;

  return [
    `${name.padEnd(11)} ${synced.size}/${total} synced, ${pending} pending`,
    `${calls_in_window} of ${limit.max_requests} calls in ${limit.window_ms / 1000} s`,
    minutes(elapsed_ms),
    // Last, so that a narrow terminal cuts off what says least.
    `ETA ${minutes(left)}  ${bar}`,
  ].join(' | ');
}

/** 74 000 -> `1:14`. */
function minutes(ms: number): string {
  const seconds = Math.ceil(ms / 1000);

  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
