import { CloudError } from './cloud/common/cloud-error.ts';
import { type DemoWorld, startDemoWorld } from './demo/demo-world.ts';
import { readOptions, UsageError, usage } from './demo/options.ts';
import { judgeRun } from './demo/outcome.ts';
import { report } from './demo/report.ts';
import { NotConvergedError, type Run } from './demo/run.ts';
import { createScreen, type Screen } from './demo/screen.ts';
import { playScript } from './demo/script.ts';
import { onStop } from './on-stop.ts';

const screen = createScreen();
const stopping = new AbortController();
onStop(() => stopping.abort());
process.exitCode = await main(process.argv.slice(2));

/** The exit code. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      screen.say(usage);
      return 0;
    }

    return await demonstrate(options.units);
  } catch (error) {
    if (stopping.signal.aborted) {
      screen.say('Stopped.');
      return 130;
    }
    if (!(error instanceof UsageError || error instanceof CloudError)) throw error;
    screen.say(error.message);
    return 1;
  }
}

async function demonstrate(units: number): Promise<number> {
  screen.say('Synthesising the stacks and starting them on this machine ...');
  const world = await startDemoWorld();
  try {
    screen.say(`Running at ${world.cloud.apiUrl}; Hostaway's stand-in at ${world.simulator.url}`);

    return await run(world, units, screen);
  } finally {
    await world.stop();
  }
}

async function run(world: DemoWorld, units: number, on: Screen): Promise<number> {
  const { signal } = stopping;
  const state: Run = {
    ...{ world, screen: on, signal },
    ...{ phases: [], used: new Set(), silent: new Map(), reasons: [] },
  };
  try {
    await playScript(state, units);
  } catch (error) {
    if (!(error instanceof NotConvergedError)) throw error;
    state.reasons.push(error.message);
  }
  const outcome = await judgeRun(state);
  on.say(`\n${report(state, outcome)}`);

  return outcome.reasons.length === 0 ? 0 : 1;
}
