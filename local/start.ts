import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { banner } from './banner.ts';
import { cachedAssembly } from './cached-assembly.ts';
import { startCloud } from './cloud/cloud.ts';
import type { Cloud } from './cloud/cloud-options.ts';
import { CloudError } from './cloud/common/cloud-error.ts';
import { StopList } from './cloud/stop-list.ts';
import { type HostawaySimulator, startHostawaySimulator } from './hostaway/simulator.ts';
import { lockInstance } from './instance-lock.ts';
import { dataDir, writeLocalAws } from './local-aws.ts';
import { seedLocalKeys } from './local-keys.ts';
import { loginVariables, seedLogin } from './login/local-login.ts';
import { type LoginProvider, startLoginProvider } from './login/login-provider.ts';
import { onStop } from './on-stop.ts';
import { demoUnitCount, seedDemo } from './seed-demo.ts';
import { readStartOptions, type StartOptions, usage } from './start-options.ts';

const running = new StopList();

try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options.help) console.log(usage);
  else await start(options);
} catch (error) {
  console.error(error instanceof CloudError ? error.message : error);
  await stop(1);
}

async function start(options: StartOptions): Promise<void> {
  onStop(() => {
    console.log('\nStopping ...');
    stop(0).catch(() => process.exit(1));
  });
  running.keep({ stop: (await lockInstance(dataDir)).release });
  if (options.fresh) await forgetEverything();
  // Ends after the cloud, so that calls under way are answered.
  const simulator = running.keep(await startSimulator(options.port + 1));
  const login = running.keep(await startLogin(options.port + 2));
  const cloud = running.keep(
    await startCloud({
      assemblyDir: cachedAssembly,
      port: options.port,
      dataDir,
      mappingSeconds: 2,
      variables: { ...loginVariables(login), ...options.traces },
    }),
  );
  writeLocalAws(cloud);
  await seedLocalKeys(cloud);
  const apiUrl = cloud.apiUrl.replace('127.0.0.1', 'localhost');
  await seedLogin(cloud);
  login.serve(apiUrl);
  const simulatorUrl = simulator.url;
  const place = { apiUrl, simulatorUrl, dataDir: relative(process.cwd(), dataDir) || '.' };
  console.log(banner({ ...place, seconds: process.uptime() }));
  await seedData(cloud, simulator);
  // What waited while nothing ran need not wait for the next minute, but may.
  await cloud.fire('sync-sweeper').catch((error: unknown) => console.error('\n ', error));
}

/** @throws CloudError when the port is taken. */
async function startLogin(port: number): Promise<LoginProvider> {
  try {
    return await startLoginProvider({ port });
  } catch (cause) {
    const message = `port ${port}, for the login, is taken; choose others with PORT`;
    throw new CloudError(message, { cause });
  }
}

/** @throws CloudError when the port is taken. */
async function startSimulator(port: number): Promise<HostawaySimulator> {
  try {
    return await startHostawaySimulator({ port, dataFile: join(dataDir, 'hostaway.jsonl') });
  } catch (cause) {
    throw new CloudError(
      `port ${port}, for the Hostaway simulator, is taken; choose others with PORT`,
      { cause },
    );
  }
}

/** The demo data are a help, not a condition: the system works without them. */
async function seedData(cloud: Cloud, simulator: HostawaySimulator): Promise<void> {
  const { apiUrl } = cloud;
  const file = join(dataDir, 'demo.json');
  try {
    await seedDemo({ apiUrl, simulatorUrl: simulator.url, file });
    console.log(`\n  Demo data are there: a target on the simulator and ${demoUnitCount} units.`);
  } catch (error) {
    console.error('\n  The demo data could not be put:', error);
  }
}

/** All but the lock. */
async function forgetEverything(): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name !== 'lock.json') await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

async function stop(code: number): Promise<void> {
  process.exitCode = code;
  await running.stop();
  process.exit(code);
}
