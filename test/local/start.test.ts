import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requireJava } from '../../local/cloud/dynamodb/dynamodb-process.ts';
import { type InstanceLock, lockInstance } from '../../local/instance-lock.ts';
import { readStartOptions } from '../../local/start-options.ts';

let folder: string;
let lock: InstanceLock | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => {
  lock?.release();
  lock = undefined;
  vi.unstubAllEnvs();
});

describe('the options of npm start', () => {
  it.each([
    { args: [], variables: {}, port: 4000, fresh: false },
    { args: ['--fresh'], variables: { PORT: '' }, port: 4000, fresh: true },
    { args: [], variables: { PORT: '5000' }, port: 5000, fresh: false },
  ])('$args with $variables', ({ args, variables, port, fresh }) => {
    expect(readStartOptions(args, variables)).toMatchObject({ port, fresh });
  });

  it('tell functions where spans go, and nothing else of the environment', () => {
    const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' };

    expect(readStartOptions([], { ...traces, HOME: '/home' }).traces).toEqual(traces);
    expect(readStartOptions([], { OTEL_EXPORTER_OTLP_ENDPOINT: '' }).traces).toEqual({});
  });

  it.each(['0', '65534', '-1', '1.5', 'http'])('refuse the port %s', (PORT) => {
    expect(() => readStartOptions([], { PORT })).toThrow('PORT must be a number from 1 to 65533');
  });

  it('refuse an option nobody knows, and show those there are', () => {
    expect(() => readStartOptions(['--frsh'], {})).toThrow(/--frsh[\s\S]*Usage: npm start/);
  });
});

describe('the lock on a data folder', () => {
  it('is refused while it is held', async () => {
    lock = await lockInstance(folder);

    await expect(lockInstance(folder)).rejects.toThrow(`already running on ${folder}`);
  });

  it('can be had again after its release', async () => {
    (await lockInstance(folder)).release();

    lock = await lockInstance(folder);
  });

  it.each([
    { left: 'of a killed process whose port is closed', content: { pid: 1, port: 1, token: 't' } },
    { left: 'that is no lock', content: 'torn' },
  ])('ignores one left behind $left', async ({ content }) => {
    writeFileSync(join(folder, 'lock.json'), JSON.stringify(content));

    lock = await lockInstance(folder);
  });

  it('ignores one whose port now belongs to somebody else', async () => {
    const other = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = (other.address() as { port: number }).port;
    writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid: 1, port, token: 't' }));

    lock = await lockInstance(folder);

    other.close();
  });
});

it('a machine without Java is told what to install', () => {
  vi.stubEnv('PATH', folder);

  expect(() => requireJava()).toThrow('apt-get install openjdk-17-jre-headless');
});

describe('npm start', () => {
  const start = async (args: readonly string[], variables: Record<string, string> = {}) => {
    const script = join(import.meta.dirname, '..', '..', 'local', 'start.ts');
    const child = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, TVL_CHANNELS_DATA_DIR: folder, ...variables },
    });
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await once(child, 'close');
    return { code, output: (await output).join('') };
  };

  it('explains itself', async () => {
    const { code, output } = await start(['--help']);

    expect(code).toBe(0);
    expect(output).toContain('Usage: npm start');
  });

  it('says that it runs already', async () => {
    lock = await lockInstance(folder);

    const { code, output } = await start([]);

    expect(code).toBe(1);
    expect(output).toContain(`already running on ${folder} (process ${process.pid})`);
    expect(output).not.toContain('at ');
  });

  it('says that its port is taken', async () => {
    const other = createServer();
    const port = await takeLowPort(other);

    const { code, output } = await start([], { PORT: String(port) });
    other.close();

    expect(code).toBe(1);
    expect(output).toContain(`port ${port} is taken`);
  });
});

/**
 * Below those that a system gives by itself: the two ports after it, which are wanted as well, may there be those of other
 * tests.
 */
async function takeLowPort(server: Server): Promise<number> {
  for (let port = 21_000; port < 21_300; port += 3) {
    server.listen(port, '127.0.0.1');
    const taken = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (taken) return port;
  }
  throw new Error('no free port');
}
