import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from './cloud/cloud-options.ts';

/** The data folder of `npm start`. */
export const dataDir =
  process.env.TVL_CHANNELS_DATA_DIR ?? join(import.meta.dirname, '..', '.local');

/** Variables that lead an AWS SDK, or `aws`, to the system that runs here. */
export function localAwsFile(folder: string = dataDir): string {
  return join(folder, 'aws.env');
}

export function writeLocalAws({ variables }: Pick<Cloud, 'variables'>, folder?: string): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(localAwsFile(folder), lines.join(''));
}
