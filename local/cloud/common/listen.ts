import { once } from 'node:events';
import type { Server } from 'node:http';
import { CloudError } from './cloud-error.ts';

export interface RunningServer {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Opens a server on loopback; port 0 takes a free one. @throws CloudError when the port is taken. */
export async function listen(server: Server, port: number): Promise<RunningServer> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new CloudError(`port ${port} is taken; choose another with PORT`, { cause });
  }
  const address = server.address();
  const actual = address === null || typeof address === 'string' ? port : address.port;
  let stopped: Promise<unknown> | undefined;
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    stop: async () => {
      if (stopped === undefined) {
        stopped = once(server, 'close');
        server.close();
        server.closeAllConnections();
      }
      await stopped;
    },
  };
}
