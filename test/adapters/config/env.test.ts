import { afterEach, describe, expect, it, vi } from 'vitest';
import { readHurry } from '../../../adapters/config/env.ts';
import { stageSchema } from '../../../lib/settings.ts';

afterEach(() => void vi.unstubAllEnvs());

function stub(variables: Record<string, string>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

describe('channels', () => {
  const stages = [...stageSchema.options.filter((stage) => stage !== 'local'), ''];
  const names = ['CHANNEL_TIMEOUT_MS', 'CHANNEL_LATE_MS'];

  it.each(stages.flatMap((stage) => names.map((name) => ({ stage, name }))))(
    'are not hurried in stage "$stage" by $name, however long',
    ({ stage, name }) => {
      stub({ STAGE: stage, [name]: '90000' });

      expect(readHurry).toThrow('only for stage local');
    },
  );

  it('are on this machine, where it is asked for', () => {
    stub({ STAGE: 'local', CHANNEL_TIMEOUT_MS: '10000', CHANNEL_LATE_MS: '5000' });

    expect(readHurry()).toEqual({ timeoutMs: 10_000, lateMs: 5_000 });
  });

  it.each(['local', 'prod'])('take their own time in stage %s as a rule', (stage) => {
    stub({ STAGE: stage });

    expect(readHurry()).toEqual({ timeoutMs: undefined, lateMs: undefined });
  });
});
