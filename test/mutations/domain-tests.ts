import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  collectTests,
  getFn,
  getHooks,
  type SequenceHooks,
  type Suite,
  type Task,
  type Test,
} from '@vitest/runner';
import { vi } from 'vitest';

/** A test and all that vitest would do around it. */
export interface DomainTest {
  /** File and names, the same in each run. */
  readonly id: string;
  readonly fileName: string;
  /** Rejects when the test fails. */
  readonly run: () => Promise<void>;
}

/** Longer than any takes on a busy machine. */
const timeoutMs = 60_000;

/** The tests of `domain/` in the working directory, loaded once and ready to be run any number of times in this process. */
export async function domainTests(): Promise<DomainTest[]> {
  await load(resolve('test/support/seed.ts'));
  const files = globSync('test/domain/**/*.test.ts').sort();
  const loaded = await collectTests(
    files.map((file) => resolve(file)),
    { config: config(), pool: 'none', importFile: load },
  );
  for (const { result } of loaded)
    if (result?.state === 'fail') throw new Error(result.errors?.[0]?.message);

  return loaded
    .flatMap(testsOf)
    .map((test) => ({ id: idOf(test), fileName: test.file.filepath, run: () => run(test) }));
}

function load(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href);
}

function config() {
  return {
    name: undefined,
    root: process.cwd(),
    setupFiles: [],
    passWithNoTests: false,
    testNamePattern: undefined,
    allowOnly: false,
    sequence: {
      seed: 1,
      hooks: 'stack' as SequenceHooks,
      setupFiles: 'list' as const,
    },
    chaiConfig: undefined,
    maxConcurrency: 1,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    retry: 0,
    includeTaskLocation: false,
    tags: [],
    tagsFilter: undefined,
    strictTags: false,
  };
}

function testsOf(task: Task): Test[] {
  return task.type === 'suite' ? task.tasks.flatMap(testsOf) : [task];
}

/** The outermost first. */
function suitesOf({ suite, file }: Test): Suite[] {
  const suites: Suite[] = [];
  for (let at = suite; at !== undefined; at = at.suite) suites.unshift(at);

  return suites[0] === file ? suites : [file, ...suites];
}

function idOf(test: Test): string {
  return [...suitesOf(test), test].map(({ name }) => name).join(' > ');
}

async function run(test: Test): Promise<void> {
  try {
    for (const suite of suitesOf(test))
      for (const prepare of getHooks(suite).beforeEach) await prepare(test.context, suite);
    await getFn(test)();
  } finally {
    vi.restoreAllMocks();
  }
}
