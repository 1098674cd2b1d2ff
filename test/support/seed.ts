import fc from 'fast-check';

/**
 * Property tests draw other examples in each run, since what one run has missed the next may find. A failure tells its
 * seed; `SEED=<that> npx vitest run <file>` draws the same ones again.
 */
const seed = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

if (seed !== undefined && !Number.isInteger(seed)) throw new Error('SEED must be a whole number');
fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  ...(seed === undefined ? {} : { seed }),
  endOnFailure: process.env.MUTANTS !== undefined,
});
