import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    testTimeout: 30_000,
    // A database of one's own takes longer to come up on a busy machine than vitest waits by itself.
    hookTimeout: 60_000,
    globalSetup: ['test/support/global-setup.ts'],
  },
});
