import { parseArgs } from 'node:util';
import * as z from 'zod';

export const partNames = [
  'import-time',
  'latency',
  'requests',
  'replay',
  'cost',
  'bookings',
  'dashboard',
  'who-asks',
  'console',
  'many-targets',
  'one-machine',
  'scaling',
  'limiter',
] as const;

export type PartName = (typeof partNames)[number];

export const usage = `npm run bench -- [--quick] [--calls N] [--only ${partNames.join(',')}]

Measures every number that was promised, against its peer or floor in the same run, and prints a table; all that was
measured is put into bench/results/latest.json. The limiter part makes 1 000 calls at 12 per 10 s in each scenario and with
each peer, all at once, which takes 15 minutes (--calls N for another number). --quick: 200 calls, 10 targets instead of 40
and fewer samples; its results go to .local/bench/quick.json. Leave the machine alone meanwhile.`;

export interface BenchOptions {
  readonly quick: boolean;
  readonly calls: number;
  readonly only: readonly PartName[];
}

const count = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(50).max(10_000));
const optionsSchema = z.object({
  quick: z.boolean(),
  calls: count.optional(),
  only: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(partNames)))
    .optional(),
});

/** Undefined: the usage was asked for. @throws z.ZodError, TypeError for a command line that makes no sense */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      quick: { type: 'boolean', default: false },
      calls: { type: 'string' },
      only: { type: 'string' },
    },
  });
  if (values.help) return undefined;
  const { quick, calls, only } = optionsSchema.parse(values);

  return { quick, calls: calls ?? (quick ? 200 : 1_000), only: only ?? partNames };
}
