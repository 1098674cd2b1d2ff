import { parseArgs } from 'node:util';
import * as z from 'zod';

export const usage = `npm run demo -- [--units N]

Runs the main job to its end on this machine: a cloud, a Hostaway that allows 12 calls in any 5 s, and N units
(40 unless told, 300 at most) that are linked, synced, changed and synced again, while calls are answered 429, answers
get lost and workers die. Then both ends are held against each other.

Exit code 0: everything converged and every promise was kept. 1: not so, with the reasons. 130: stopped by Ctrl-C.`;

/** The command line makes no sense; the message says why. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export type DemoOptions =
  | { readonly help: true }
  | { readonly help: false; readonly units: number };

const unitsSchema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(4).max(300));

/** @throws UsageError */
export function readOptions(args: readonly string[]): DemoOptions {
  const { help, units } = parsed(args);
  if (help) return { help: true };
  const count = unitsSchema.safeParse(units);
  if (!count.success)
    throw new UsageError(`--units takes a whole number from 4 to 300, not ${units}`);

  return { help: false, units: count.data };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        units: { type: 'string', default: '40' },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
