import { defineConfig } from 'vitest/config';

/** The tests that mutants of `domain/` are tried with: those that need neither a database nor a local cloud. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/adapters/hostaway/**/*.test.ts'],
    // The same examples for each mutant, and for the run without any.
    env: { SEED: process.env.SEED ?? '1' },
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 30_000,
  },
});
