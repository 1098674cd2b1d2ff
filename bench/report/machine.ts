import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where and when the numbers came about. */
export interface Machine {
  readonly processors: number;
  readonly model: string;
  readonly memory_gb: number;
  readonly node: string;
  readonly platform: string;
  /** Mean number of running processes in the minute before the run; more than a few tenths disturb it. */
  readonly load_before: number;
}

export function machine(): Machine {
  return {
    processors: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    memory_gb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load_before: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
