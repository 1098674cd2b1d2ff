import { defineConfig } from 'vitest/config';

/** The tests that mutants of `domain/` are tried with: its own, which need neither a database nor a local cloud. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    // The same examples for each mutant, and for the run without any; fewer of them, and no search for the smallest that fails.
    env: { SEED: process.env.SEED ?? '1', MUTANTS: 'true' },
    setupFiles: ['test/support/seed.ts'],
    // Stryker starts all of them anew for each mutant.
    isolate: false,
    testTimeout: 30_000,
  },
});
