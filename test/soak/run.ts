import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { cachedAssembly } from '../../local/cached-assembly.ts';
import { startCloud } from '../../local/cloud/cloud.ts';
import { seedLocalKeys } from '../../local/local-keys.ts';
import { type Arena, keepSweeping, openArena } from '../e2e/faults/arena.ts';
import { playPlan } from '../e2e/faults/fault-run.ts';
import { drawPlan } from '../e2e/faults/plan.ts';
import { soakMixes } from './mixes.ts';

/*
 * npm run test:soak -- [--minutes N] [--seed S] [--mix NAME] [--together N]
 *
 * Plays random plans of faults on one local cloud, round after round, until the minutes (5 unless told) are over, and judges
 * each run. Prints every run's seed; `--seed` begins with it again, `--mix` plays that mix alone, `--together` so many seeds
 * of each mix at once. Exit code 1 when a run broke a promise, with its plan.
 */

/** Listings whose jobs are lost are due again after three minutes. */
const patienceMs = 270_000;

const optionsSchema = z.object({
  minutes: z.coerce.number().positive(),
  seed: z.coerce.number().int().min(0),
  mix: z.enum(Object.keys(soakMixes)).optional(),
  together: z.coerce.number().int().positive(),
});

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
      mix: { type: 'string' },
      together: { type: 'string', default: '1' },
    },
  });
  const options = optionsSchema.parse(values);
  const cloud = await startCloud({ assemblyDir: cachedAssembly, port: 0, schedules: false });
  await seedLocalKeys(cloud);
  const arena = await openArena(cloud);
  const stopSweeping = keepSweeping(arena, 10_000);
  try {
    return await soak(arena, options);
  } finally {
    stopSweeping();
    arena.close();
    await cloud.stop();
  }
}

async function soak(arena: Arena, options: z.infer<typeof optionsSchema>): Promise<number> {
  const until = Date.now() + options.minutes * 60_000;
  const names = options.mix === undefined ? Object.keys(soakMixes) : [options.mix];
  let runs = 0;
  let broken = 0;
  for (let seed = options.seed; runs === 0 || Date.now() < until; seed += options.together) {
    const seeds = Array.from({ length: options.together }, (_, index) => seed + index);
    const plays = seeds.flatMap((seed) => names.map((name) => play(arena, name, seed)));
    const verdicts = await Promise.all(plays);
    runs += verdicts.length;
    broken += verdicts.filter((kept) => !kept).length;
  }
  console.log(`${runs} runs, ${broken} of them broke a promise`);

  return broken === 0 ? 0 : 1;
}

/** True when every promise was kept. */
async function play(arena: Arena, name: string, seed: number): Promise<boolean> {
  const mix = soakMixes[name];
  if (mix === undefined) throw new RangeError(`no mix ${name}`);
  try {
    const { violations, report, calls, seconds } = await playPlan(
      arena,
      drawPlan(name, mix, seed),
      patienceMs,
    );
    const verdict = violations.length === 0 ? 'kept  ' : 'BROKEN';
    console.log(`${verdict} seed ${seed}  ${name}: ${calls} calls in ${seconds.toFixed(0)} s`);
    if (violations.length > 0) console.log(report);

    return violations.length === 0;
  } catch (error) {
    console.log(`BROKEN seed ${seed}  ${name}: could not be played`, error);
    return false;
  }
}
