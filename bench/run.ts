import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { benchManyTargets } from './cloud/many-targets.ts';
import { benchOnCloud } from './cloud/parts.ts';
import { benchConsole } from './console/console.ts';
import { benchImportTime } from './import-time/import-time.ts';
import { benchLimiter } from './limiter/limiter.ts';
import { benchOneMachine } from './one-machine/one-machine.ts';
import { type BenchOptions, type PartName, partNames, readOptions, usage } from './options.ts';
import { machine } from './report/machine.ts';
import type { Findings } from './report/row.ts';
import { table } from './report/table.ts';
import { benchScaling } from './scaling/scaling.ts';

/** Parts that share one local cloud. */
const onCloud: ReadonlySet<PartName> = new Set([
  'latency',
  'requests',
  'replay',
  'cost',
  'bookings',
  'dashboard',
  'who-asks',
]);

const options = readOptions(process.argv.slice(2));
if (options === undefined) console.log(usage);
else process.exitCode = await run(options);

/** 0 when every number that was measured is as promised. */
async function run(asked: BenchOptions): Promise<number> {
  const where = machine();
  const began = new Date();
  const found = await measure(asked);
  const rows = [...found.values()].flatMap((findings) => findings.rows);
  const file = save(asked, {
    date: began.toISOString(),
    command: `npm run bench ${['--', ...process.argv.slice(2)].join(' ')}`,
    machine: where,
    minutes: Math.round((Date.now() - began.getTime()) / 6_000) / 10,
    rows,
    details: Object.fromEntries([...found].map(([name, { details }]) => [name, details])),
  });
  console.log(`\n${table(rows)}\n`);
  console.log(
    `${where.processors} processors (${where.model}), ${where.memory_gb} GB, Node.js ${where.node},`,
  );
  console.log(`load before the run ${where.load_before}. All that was measured: ${file}`);

  return rows.some(({ passed }) => passed === false) ? 1 : 0;
}

/** One part after the other: a busy processor makes timers late, and the limiter lives by its timers. */
async function measure(asked: BenchOptions): Promise<Map<string, Findings>> {
  const { only, quick, calls } = asked;
  const found = new Map<string, Findings>();
  if (only.includes('import-time')) {
    console.log('import time of the functions ...');
    found.set('import-time', await benchImportTime(quick ? 7 : 21));
  }
  if (only.some((name) => onCloud.has(name))) {
    console.log('on the local cloud ...');
    for (const [name, findings] of await benchOnCloud(asked)) found.set(name, findings);
  }
  if (only.includes('console')) {
    console.log('the console in a browser ...');
    found.set('console', await benchConsole(quick));
  }
  if (only.includes('many-targets')) {
    console.log('many targets on few workers ...');
    found.set('many-targets', await benchManyTargets(quick ? 10 : 40));
  }
  if (only.includes('one-machine')) {
    console.log('npm start under load ...');
    found.set('one-machine', await benchOneMachine(quick ? 2_000 : 10_000));
  }
  if (only.includes('scaling')) found.set('scaling', benchScaling());
  if (only.includes('limiter')) {
    console.log(`limiter: ${calls} calls at 12 per 10 s, ours and those of its peers at once ...`);
    found.set('limiter', await benchLimiter(calls));
  }

  return found;
}

/** Full runs are kept beside the sources, to be committed; others are not. */
function save({ quick, only }: BenchOptions, results: object): string {
  const isWhole = !quick && only.length === partNames.length;
  const file = isWhole
    ? join(import.meta.dirname, 'results', 'latest.json')
    : join(import.meta.dirname, '..', '.local', 'bench', 'quick.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);

  return file;
}
