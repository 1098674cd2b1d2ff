import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { requestExamples } from '../../adapters/http/openapi/examples.ts';
import { cachedAssembly } from '../../local/cached-assembly.ts';
import { startCloud } from '../../local/cloud/cloud.ts';
import type { Cloud } from '../../local/cloud/cloud-options.ts';
import { listen, type RunningServer } from '../../local/cloud/common/listen.ts';
import { StopList } from '../../local/cloud/stop-list.ts';
import { startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import { hurried } from '../../local/hurried.ts';
import { type LocalKey, seedLocalKeys } from '../../local/local-keys.ts';
import { loginVariables, seedLogin } from '../../local/login/local-login.ts';
import { type LocalUser, localUsers } from '../../local/login/local-users.ts';
import { startLoginProvider } from '../../local/login/login-provider.ts';
import { onStop } from '../../local/on-stop.ts';

/** What the tests are told. */
export interface Site {
  /** Where browsers find the product. */
  readonly home: string;
  /** Where the Hostaway simulator is, with its switches under `/_control/`. */
  readonly hostaway: string;
  /** Fires a schedule by `POST /<its name>`: none does so by itself. */
  readonly schedules: string;
  /** What `demo` has and nobody else may see: ids of a target and a unit. */
  readonly demoThings: { readonly target: string; readonly unit: string };
}

const demo = { org_id: 'demo', account_id: 'main' } as const;
const changing = 'changing@demo.example';
const twoAccounts = 'two-accounts@demo.example';
const unverified = 'unverified@demo.example';

/** Whom the provider knows: those of `npm start`, and those with whom something is not as it should be. */
const users: readonly LocalUser[] = [
  ...localUsers,
  { ...demo, email: changing, role: 'Owner' },
  { ...demo, email: twoAccounts, role: 'Viewer' },
  { ...demo, email: unverified, role: 'Viewer', email_verified: false },
  { ...demo, email: 'no-member@demo.example', role: 'Viewer' },
];

/** `node site.ts`: the whole system with people who may log in, until it is stopped. Says what it is in one line of JSON. */
const running = new StopList();
onStop(() => {
  running.stop().then(
    () => process.exit(),
    () => process.exit(1),
  );
});
console.log(JSON.stringify(await start()));

async function start(): Promise<Site> {
  const provider = running.keep(await startLoginProvider({ port: 0, users }));
  const hostaway = running.keep(await startHostawaySimulator());
  const cloud = running.keep(
    await startCloud({
      ...{ assemblyDir: cachedAssembly, port: 0, schedules: false },
      variables: { ...hurried, ...loginVariables(provider) },
    }),
  );
  const home = cloud.apiUrl.replace('127.0.0.1', 'localhost');
  await seedLocalKeys(cloud);
  await seedLogin(cloud);
  provider.serve(home);

  return {
    ...{ home, hostaway: hostaway.url },
    schedules: running.keep(await serveSchedules(cloud)).url,
    demoThings: await seed(home, hostaway.url),
  };
}

function serveSchedules(cloud: Pick<Cloud, 'fire'>): Promise<RunningServer> {
  const server = createServer((request, response) => {
    cloud.fire(request.url?.slice(1) ?? '').then(
      () => response.end(),
      (error) => response.writeHead(500).end(String(error)),
    );
  });

  return listen(server, 0);
}

async function seed(home: string, base_url: string): Promise<Site['demoThings']> {
  const ours = callsBy('local-owner', home);
  const theirs = callsBy('local-other-owner', home);
  await ours('POST /api/members', { email: changing, role: 'Owner' });
  await ours('POST /api/members', { email: unverified, role: 'Viewer' });
  await ours('POST /api/members', { email: twoAccounts, role: 'Viewer' });
  await theirs('POST /api/members', { email: twoAccounts, role: 'Owner' });
  const unit = randomUUID();
  await ours(`PUT /api/supply/units/${unit}`, requestExamples.putUnit);
  const { id: target } = await ours('POST /api/channels/targets', {
    ...{ name: 'Of demo', channel_type: 'hostaway', sync_mode: 'api', base_url },
    credentials: { api_token: 'local-hostaway-token' },
  });
  return { target, unit };
}

function callsBy(key: LocalKey, home: string) {
  return async (request: string, body: unknown) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = await fetch(`${home}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${request}: ${answer.status} ${await answer.text()}`);

    return JSON.parse(await answer.text());
  };
}
