import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long this process was kept from looking at its clock: to a receiver in it, jitter. */
export interface StallWatch {
  /** The longest stall since the watch began, ms. */
  longest(): number;
  stop(): void;
}

/** Answers when it looks: a stall that begins before its first look leaves no trace. */
export async function watchStalls(): Promise<StallWatch> {
  const resolution = 10;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  while (delay.count === 0) await sleep(resolution);

  return { longest: () => delay.max / 1e6, stop: () => void delay.disable() };
}

/** Sent by a worker that wakes up this late at most, and held up by its own machine, ms. */
const lateMs = 400;
const marginMs = 500;

/**
 * The sender keeps the window and a margin, which covers arrivals that are held up by less than it. What the receiver's machine
 * holds up in excess is not the sender's doing: so long (ms) a window may be counted. `heldUpMs`: of one arrival, at most.
 */
export function windowToCount(windowMs: number, heldUpMs: number): number {
  return Math.max(1, windowMs - Math.max(0, lateMs + heldUpMs - marginMs));
}
