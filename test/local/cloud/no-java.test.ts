import { afterEach, expect, it, vi } from 'vitest';
import { startCloud } from '../../../local/cloud/cloud.ts';
import { writeAssembly } from './fixture/assembly.ts';
import { dataStack } from './fixture/template.ts';

afterEach(() => vi.unstubAllEnvs());

it('without Java the start fails with the command that helps', async () => {
  const assemblyDir = writeAssembly({ data: dataStack });
  vi.stubEnv('PATH', '/bin-without-java');

  await expect(startCloud({ assemblyDir, port: 0 })).rejects.toThrow(
    'apt-get install openjdk-17-jre-headless',
  );
});
