import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOf } from './memory-of.ts';

/** What `npm start` starts, in a process and a data folder of its own. */
export interface Started {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  /** MB that the process, and the database it has started, hold now. */
  memory(): Promise<{ readonly node: number; readonly database: number }>;
  stop(): Promise<void>;
}

const patienceMs = 120_000;
const graceMs = 20_000;
const root = join(import.meta.dirname, '..', '..');

/** @throws Error when it has not seeded its demo data after two minutes */
export async function startSystem(): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'tvl-one-machine-'));
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'local', 'start.ts')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), TVL_CHANNELS_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await said(child, 'Demo data are there');
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    apiUrl: `http://127.0.0.1:${port}`,
    simulatorUrl: `http://127.0.0.1:${port + 1}`,
    memory: () => memoryOf(child.pid ?? 0),
    stop,
  };
}

async function said(child: ChildProcess, words: string): Promise<void> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const deadline = Date.now() + patienceMs;
  while (!output.includes(words)) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`npm start did not come up: ${output}`);
    await sleep(100);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exit;
  clearTimeout(forced);
}

/** One of which the next is free too, as the simulator takes that. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
