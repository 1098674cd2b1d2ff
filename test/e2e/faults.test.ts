import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { type Arena, keepSweeping, openArena } from './faults/arena.ts';
import { playPlan } from './faults/fault-run.ts';
import { type MixName, mixes } from './faults/mixes.ts';
import { drawPlan } from './faults/plan.ts';

/** `SEED=1 npx vitest run test/e2e/faults.test.ts` plays the same plans again. */
const seed = Number(process.env.SEED ?? randomInt(1_000_000));

let system: LocalSystem;
let arena: Arena;
let stopSweeping: () => void;

beforeAll(async () => {
  system = await startLocalSystem();
  arena = await openArena(system.cloud);
  stopSweeping = keepSweeping(arena);
});
afterAll(async () => {
  stopSweeping?.();
  arena?.close();
  await system?.stop();
});

describe(`with faults drawn from seed ${seed}`, () => {
  it.concurrent.each(Object.keys(mixes) as MixName[])(
    'every promise is kept through %s',
    async (name) => {
      const verdict = await playPlan(arena, drawPlan(name, mixes[name], seed));

      expect(verdict.violations, verdict.report).toEqual([]);
    },
    260_000,
  );
});
