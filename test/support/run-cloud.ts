import { startCloud } from '../../local/cloud/cloud.ts';
import { hurried } from '../../local/hurried.ts';
import { seedLocalKeys } from '../../local/local-keys.ts';

/** `node run-cloud.ts <assembly> <data folder>`: a cloud in a process of its own, which says its address and can be killed. */
const [, , assemblyDir = '', dataDir = ''] = process.argv;
const cloud = await startCloud({
  ...{ assemblyDir, dataDir, port: 0, schedules: false },
  variables: hurried,
});
await seedLocalKeys(cloud);
process.stdout.write(`${cloud.apiUrl}\n`);
