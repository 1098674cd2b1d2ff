import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { CloudError } from './cloud/common/cloud-error.ts';

/** Held while a process uses a data folder. */
export interface InstanceLock {
  release(): void;
}

const schema = z.object({ pid: z.number(), port: z.number(), token: z.string() });

type Holder = z.infer<typeof schema>;

/**
 * Takes a data folder for this process. The holder answers on a loopback port with a token: a lock left behind by a
 * process that was killed is told from a live one, even when its process id is in use again.
 *
 * @throws CloudError when another process holds it.
 */
export async function lockInstance(folder: string): Promise<InstanceLock> {
  const file = join(folder, 'lock.json');
  mkdirSync(folder, { recursive: true });
  const holder = read(file);
  if (holder !== undefined && (await isAlive(holder))) {
    throw new CloudError(
      `tvl-channels is already running on ${folder} (process ${holder.pid}); stop it first`,
    );
  }
  const token = randomUUID();
  const server = createServer((socket) => {
    // Who asks may go away before the answer.
    socket.on('error', () => {});
    socket.end(token);
  });
  server.unref().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = z.object({ port: z.number() }).parse(server.address()).port;
  writeFileSync(file, JSON.stringify({ pid: process.pid, port, token }));
  return {
    release: () => {
      rmSync(file, { force: true });
      server.close();
    },
  };
}

function read(file: string): Holder | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function isAlive({ port, token }: Holder): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
  socket.on('timeout', () => socket.destroy());
  return await text(socket).then(
    (answer) => answer === token,
    () => false,
  );
}
