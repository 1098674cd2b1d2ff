import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const endToEnd = 'test/e2e/**/*.test.ts';
const inBrowsers = 'test/browser/**/*.test.ts';
const withPrometheus = 'test/prometheus/**/*.test.ts';
const afterwards = 'test/afterwards/**/*.test.ts';

export default defineConfig({
  test: {
    // A database of one's own takes longer to come up on a busy machine than vitest waits by itself.
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    // Many files run in one process: to start one for each and to load everything anew takes longer than most of them. What a
    // file changes in its process it changes back.
    isolate: false,
    globalSetup: ['test/support/own-temp.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [inBrowsers, withPrometheus, endToEnd, afterwards],
          testTimeout: 30_000,
          maxWorkers: '100%',
          setupFiles: ['test/support/seed.ts'],
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'end to end',
          include: [endToEnd],
          testTimeout: 120_000,
          // They wait more than they work. After the others, whose times they would spoil.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          setupFiles: ['test/support/record-grants.ts'],
          globalSetup: ['test/support/assembly-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'afterwards',
          // Looks at what the end-to-end tests have left.
          include: [afterwards],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          // Only by `npm run test:browser`, since it takes a browser, and a Prometheus. One system for all files, which leave each other's people alone.
          include: [inBrowsers, withPrometheus],
          // The reference page is a second's work for a processor, and many for one that is busy.
          testTimeout: 300_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
          globalSetup: ['test/browser/site-setup.ts'],
        },
      },
    ],
  },
});
