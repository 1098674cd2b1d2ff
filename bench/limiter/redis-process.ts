import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

export interface RedisProcess {
  readonly port: number;
  stop(): Promise<void>;
}

export const redisInstallHint = 'apt-get install -y redis-server';

/** Whether there is a Redis to be started. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Starts a Redis in memory, on a port of its own. */
export async function startRedis(): Promise<RedisProcess> {
  const port = await freePort();
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  const gone = once(child, 'exit');
  while (!(await answers(port))) await sleep(50);

  return {
    port,
    stop: async () => {
      child.kill();
      await gone;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    const settle = (up: boolean) => () => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
  });
}
