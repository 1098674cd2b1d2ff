import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Stage } from '../lib/settings.ts';
import { CloudError } from './cloud/common/cloud-error.ts';

const root = join(import.meta.dirname, '..');

/**
 * Bundles the functions and writes the cloud assembly of a stage into a folder, as `cdk synth` would. In a process
 * of its own, whose memory goes with it, and without the CDK's look at the finished templates: `npm run check` takes that,
 * and here it would be most of the start.
 * @throws CloudError with what the process said, when it fails
 */
export async function synthesise(folder: string, stage: Stage = 'local'): Promise<void> {
  const child = spawn(process.execPath, [join('bin', 'tvl-channels.ts')], {
    cwd: root,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ stage }),
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = () => void child.kill();
  process.once('exit', end);
  const said = text(child.stderr);
  const [code] = await once(child, 'close');
  process.off('exit', end);
  if (code !== 0) throw new CloudError(`the stacks could not be synthesised:\n${await said}`);
}
