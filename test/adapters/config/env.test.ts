import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv } from '../../../adapters/config/env.ts';
import { functionEnv } from '../../../bench/import-time/function-env.ts';
import { stageSchema } from '../../../lib/settings.ts';

afterEach(() => void vi.unstubAllEnvs());

function stub(over: Record<string, string>): void {
  for (const [name, value] of Object.entries({ ...functionEnv, ...over })) vi.stubEnv(name, value);
}

describe('the environment', () => {
  const real = stageSchema.options.filter((stage) => stage !== 'local');

  it.each(
    real.flatMap((stage) =>
      ['CHANNEL_TIMEOUT_MS', 'CHANNEL_LATE_MS'].map((name) => ({ stage, name })),
    ),
  )('of $stage may not set $name, however long', ({ stage, name }) => {
    stub({ STAGE: stage, [name]: '90000' });

    expect(readEnv).toThrow(
      new RegExp(`${name}[^]*only for stage local|only for stage local[^]*${name}`),
    );
  });

  it('of this machine may hurry channels', () => {
    stub({ CHANNEL_TIMEOUT_MS: '10000', CHANNEL_LATE_MS: '5000' });

    expect(readEnv()).toMatchObject({ CHANNEL_TIMEOUT_MS: 10_000, CHANNEL_LATE_MS: 5_000 });
  });

  it('says nothing of it as a rule', () => {
    stub({});

    expect(readEnv().CHANNEL_LATE_MS).toBeUndefined();
  });
});
