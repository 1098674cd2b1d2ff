import { hideUntilPlace } from '../../domain/pacing/queue-places.ts';
import { longestWaitMs } from '../../domain/pacing/turn.ts';
import { type WindowPolicy, windowPolicy } from '../../domain/pacing/window.ts';
import type { Run } from './run.ts';
import { limit, type Manner } from './scenario.ts';

/** What a worker does with a batch from the moment it has read it, and by which policy. */
interface Behaviour {
  readonly policy: WindowPolicy;
  readonly work: (run: Run) => void;
  /** A message that was received so often leaves the queue. */
  readonly most_receives: number;
}

const policy = windowPolicy(limit);
/** Calls were counted for so long after their start, whatever was known of their answers. */
const marginBefore: WindowPolicy = { ...policy, margin_ms: 500, clock_ms: 500 };
/** A row is opened so long before its call (ms). */
const leadMs = 50;
/** Assumed: reserving once more takes so long (ms). */
const againMs = 100;
/** As it was before: reserved so far ahead, looked again so soon before a start came free, was patient for so long (ms). */
const [horizonMs, nearMs, patienceMs] = [6_000, 2_000, 20_000];

export const behaviours: Readonly<Record<Manner, Behaviour>> = {
  'takes-places': { policy, work: takePlaces, most_receives: 50 },
  waits: {
    ...{ policy: marginBefore, most_receives: 8 },
    work: (run) => wait(run, run.now + patienceMs),
  },
};

/** Calls what may start within a moment; the rest goes back until its place. */
function takePlaces(run: Run): void {
  const { places } = run.reserve({
    ...{ policy, queues: true, returning: run.returning },
    ...{ from: run.now + leadMs, until: run.now + longestWaitMs },
  });
  run.end((index) => hideUntilPlace((places[index] ?? run.now) - run.now));
}

/** Reserves some seconds ahead, again and again; what it cannot wait for goes back for whole seconds. */
function wait(run: Run, deadline: number): void {
  const until = Math.min(deadline, run.now + horizonMs);
  const { next } = run.reserve({ policy: marginBefore, until });
  const free = next ?? run.now;
  if (run.left > 0 && free <= deadline) {
    run.after(Math.max(againMs, free - nearMs - run.now), () => wait(run, deadline));
    return;
  }
  run.end(() => Math.max(1, Math.ceil((free - run.now) / 1_000)) * 1_000);
}
