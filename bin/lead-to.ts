import { existsSync } from 'node:fs';
import type { Stage } from '../lib/settings.ts';
import { localAwsFile } from '../local/local-aws.ts';

/** Has the clients of this process, which look when they make their first call, find the AWS that a stage is in. */
export function leadTo(stage: Stage): void {
  if (stage !== 'local') return;
  if (!existsSync(localAwsFile())) {
    console.error(
      'Stage local is the system on this machine, and none has been started: npm start',
    );
    process.exit(1);
  }
  process.loadEnvFile(localAwsFile());
}
