import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { lockInstance } from '../../local/instance-lock.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'stop-'));
// Below those that a system gives by itself: the two after it are wanted as well.
const port = 22_000 + (process.pid % 10_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function npmStart(): Promise<ChildProcess> {
  const child = spawn('npm', ['start'], {
    cwd: root,
    // A group of its own: what reaches the others must have been handed on.
    detached: true,
    env: { ...process.env, TVL_CHANNELS_DATA_DIR: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (said += text));
  for (let waited = 0; !said.includes('Demo data are there'); waited += 100) {
    if (child.exitCode !== null || waited > 90_000) throw new Error(`did not start: ${said}`);
    await sleep(100);
  }
  return child;
}

/** Process ids of what has the data folder among its arguments: the database. */
function databases(): string[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(folder) && line.includes('DynamoDBLocal.jar'));
}

async function isFree(wanted: number): Promise<boolean> {
  const server = createServer().listen(wanted, '127.0.0.1');
  // An error before that rejects it.
  const free = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return free;
}

/** The process gives its folder back last, a moment after its ports. */
async function isUnlocked(): Promise<boolean> {
  try {
    (await lockInstance(folder)).release();
    return true;
  } catch {
    return false;
  }
}

async function becomes(condition: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited < 15_000; waited += 100) {
    if (await condition()) return true;
    await sleep(100);
  }
  return false;
}

// One after the other on one folder: each start also shows that the end before it left nothing in the way.
describe('npm start', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)(
    'ends with all it has started when npm gets %s',
    async (signal) => {
      const npm = await npmStart();
      expect(databases()).not.toEqual([]);

      npm.kill(signal);

      expect(await becomes(() => databases().length === 0)).toBe(true);
      expect(await becomes(async () => (await isFree(port)) && (await isFree(port + 1)))).toBe(
        true,
      );
      expect(await becomes(isUnlocked)).toBe(true);
    },
  );
});
