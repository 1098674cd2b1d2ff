import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Mutation } from './mutation.ts';
import { mutations } from './mutations.ts';

/*
 * npm run test:mutations [-- word]
 *
 * Puts small faults into a copy of the sources, one at a time, and runs the tests that must notice. Exit code 1 when one
 * does not. With a word: only the mutations whose name contains it.
 */

const root = join(import.meta.dirname, '..', '..');
const copied = [
  ...['adapters', 'domain', 'lambdas', 'lib', 'local', 'test', 'bin'],
  ...['cdk.json', 'package.json', 'tsconfig.json', 'vitest.config.ts'],
];

const resultSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

process.exitCode = await main(process.argv[2] ?? '');

async function main(word: string): Promise<number> {
  const chosen = mutations.filter(({ name }) => name.includes(word));
  const copy = await mkdtemp(join(tmpdir(), 'tvl-channels-mutations-'));
  try {
    for (const name of copied) await cp(join(root, name), join(copy, name), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));

    return await runAll(chosen, copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function runAll(chosen: readonly Mutation[], copy: string): Promise<number> {
  const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
  const sound = await failuresOf(tests, copy);
  if (sound.length > 0) {
    console.error(`Fails without any mutation, so nothing would be proved:\n${sound.join('\n')}`);
    return 1;
  }
  let survived = 0;
  for (const mutation of chosen) {
    const begun = performance.now();
    const failures = await tryOne(mutation, copy);
    if (failures.length === 0) survived += 1;
    const verdict = failures.length === 0 ? 'SURVIVED' : `killed by ${failures.length}`;
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(
      `${verdict.padEnd(13)} ${seconds.padStart(5)} s  ${promised(mutation)}: ${mutation.name}`,
    );
  }
  console.log(`${chosen.length - survived} of ${chosen.length} mutations killed`);

  return survived === 0 ? 0 : 1;
}

function promised({ promise }: Mutation): string {
  return typeof promise === 'number' ? `invariant ${promise}` : promise;
}

/** The tests that fail with the mutation in place. */
async function tryOne(
  { name, file, search, replace, tests }: Mutation,
  copy: string,
): Promise<string[]> {
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  if (source.split(search).length !== 2)
    throw new Error(`'${name}' does not fit ${file}: what it replaces must be there once`);
  try {
    await writeFile(
      path,
      source.replace(search, () => replace),
    );
    return await failuresOf(tests, copy);
  } finally {
    await writeFile(path, source);
  }
}

/** The tests that fail, by name. @throws Error when a file could not be loaded, or its database not be started: that is no test's merit */
async function failuresOf(tests: readonly string[], copy: string): Promise<string[]> {
  const output = join(copy, 'result.json');
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(
    process.execPath,
    [
      vitest,
      'run',
      '--project',
      'parts',
      '--bail',
      '1',
      // What a busy machine holds up has noticed nothing.
      '--testTimeout=120000',
      '--hookTimeout=180000',
      '--reporter=json',
      `--outputFile=${output}`,
      ...tests,
    ],
    { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await once(child, 'close');
  const result = resultSchema.parse(JSON.parse(await readFile(output, 'utf8')));
  const unloaded = result.testResults.find(({ message, assertionResults }) => {
    const ran = assertionResults.some(({ status }) => status === 'passed' || status === 'failed');
    return message !== '' && !ran;
  });
  if (unloaded !== undefined) throw new Error(`a test file cannot be run: ${unloaded.message}`);

  const all = result.testResults.flatMap(({ assertionResults }) => assertionResults);

  return all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}
