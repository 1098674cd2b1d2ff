import type { Stage } from '../lib/settings.ts';
import { localAwsFile } from '../local/local-aws.ts';

/** Has the clients of this process, which look when they make their first call, find the AWS that a stage is in. */
export function leadTo(stage: Stage): void {
  if (stage === 'local') process.loadEnvFile(localAwsFile());
}
