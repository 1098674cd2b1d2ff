import { setTimeout } from 'node:timers/promises';
import type { DemoWorld } from './demo-world.ts';
import { type Progress, progressLine, readProgress } from './progress.ts';
import type { Screen } from './screen.ts';
import { isSynced } from './wanted.ts';

/** Listings have not come to rest in the time they should need. */
export class NotConvergedError extends Error {
  override name = 'NotConvergedError';
}

/** A part of the demo and when it was (epoch ms). */
export interface Phase {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** One run of the demo and what is known of it so far. */
export interface Run {
  readonly world: DemoWorld;
  readonly screen: Screen;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly phases: Phase[];
  /** Units that a scene has used already. */
  readonly used: Set<string>;
  /** Unit id -> the last call before it was written in a way that must make no call. */
  readonly silent: Map<string, number>;
  /** Why the demo failed, in words; empty when it did not. */
  readonly reasons: string[];
}

const lookEvery = 500;

/** Does a part of the demo and notes how long it took. */
export async function phase(run: Run, name: string, work: () => Promise<void>): Promise<void> {
  const from = Date.now();
  run.signal.throwIfAborted();
  await work();
  run.phases.push({ name, from, to: Date.now() });
}

/**
 * Shows how far things are until they are far enough.
 * @throws NotConvergedError after `limit_ms`; the signal's reason when it is aborted
 */
export async function watch(
  run: Run,
  { name, from, limit_ms }: { name: string; from: number; limit_ms: number },
  isFarEnough: (progress: Progress) => boolean,
): Promise<Progress> {
  const { world, screen, signal } = run;
  const deadline = Date.now() + limit_ms;
  for (;;) {
    const progress = await readProgress(world);
    const { limit } = world;
    screen.progress(progressLine(name, progress, { limit, elapsed_ms: Date.now() - from }));
    if (isFarEnough(progress)) return progress;
    if (Date.now() > deadline) throw await notConverged(run, name, limit_ms);
    await setTimeout(lookEvery, undefined, { signal });
  }
}

async function notConverged({ world }: Run, name: string, limitMs: number) {
  const { client, target, wanted } = world;
  const late = (await client.listingsOf(target.id)).filter((listing) => !isSynced(listing, wanted));
  const some = late.slice(0, 5).map(({ id, sync_status, error_message }) => {
    return `  ${id}: ${sync_status}${error_message === null ? '' : `, ${error_message}`}`;
  });
  const message = `${name}: ${late.length} listings are not done after ${limitMs / 1000} s, among them`;

  return new NotConvergedError([message, ...some].join('\n'));
}
