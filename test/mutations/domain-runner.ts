import type { InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core';
import { PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { type DomainTest, domainTests } from './domain-tests.ts';

/**
 * Tries mutants of `domain/` on its own tests, all in one process: they are pure, so nothing has to be started anew, which would
 * take a hundred times as long as most of them. Stryker's code in the mutated files reads which mutant is active.
 */
class DomainRunner implements TestRunner {
  readonly #context: InstrumenterContext = {};
  #tests: DomainTest[] = [];

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    // The same examples for each mutant, fewer of them, and no search for the smallest that fails.
    process.env.SEED ??= '1';
    process.env.MUTANTS = 'true';
    Object.assign(globalThis, { __stryker__: this.#context });
    this.#tests = await domainTests();
  }

  async dryRun({ testFiles }: DryRunOptions): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    const wanted = testFiles && new Set(testFiles);
    for (const test of this.#tests) {
      if (wanted && !wanted.has(test.fileName)) continue;
      this.#context.currentTestId = test.id;
      tests.push(await this.#result(test));
    }
    this.#context.currentTestId = undefined;
    // The quickest first: most mutants never meet the others.
    const ms = new Map(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    this.#tests.sort((one, other) => (ms.get(one.id) ?? 0) - (ms.get(other.id) ?? 0));
    const none: MutantCoverage = { static: {}, perTest: {} };

    return {
      status: DryRunStatus.Complete,
      tests,
      mutantCoverage: this.#context.mutantCoverage ?? none,
    };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const wanted = new Set(options.testFilter);
    const tests: TestResult[] = [];
    for (const test of this.#tests.filter(({ id }) => wanted.has(id))) {
      const result = await this.#with(options, test);
      tests.push(result);
      if (result.status !== TestStatus.Failed) continue;
      const hung = determineHitLimitReached(this.#context.hitCount, options.hitLimit);
      if (hung !== undefined) return { status: MutantRunStatus.Timeout };
      // What a mutant has left behind must not be held against the next one.
      const after = await this.#result(test);
      if (after.status === TestStatus.Failed) throw new Error(`${test.id} fails without a mutant`);
      break;
    }

    return toMutantRunResult({ status: DryRunStatus.Complete, tests });
  }

  async #with({ activeMutant, hitLimit }: MutantRunOptions, test: DomainTest): Promise<TestResult> {
    Object.assign(this.#context, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    try {
      return await this.#result(test);
    } finally {
      Object.assign(this.#context, { activeMutant: undefined, hitLimit: undefined });
    }
  }

  async #result({ id, fileName, run }: DomainTest): Promise<TestResult> {
    const started = performance.now();
    const base = () => ({ id, name: id, fileName, timeSpentMs: performance.now() - started });
    try {
      await run();
      return { ...base(), status: TestStatus.Success };
    } catch (error) {
      return { ...base(), status: TestStatus.Failed, failureMessage: String(error) };
    }
  }
}

export const strykerPlugins = [
  { kind: PluginKind.TestRunner, name: 'domain', injectableClass: DomainRunner },
];
