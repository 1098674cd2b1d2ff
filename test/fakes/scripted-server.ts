import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reply to one request; a function may do anything with the response, e.g. destroy its socket. */
export type Reply =
  | {
      readonly status: number;
      readonly headers?: Record<string, string | string[]>;
      readonly body?: unknown;
    }
  | ((response: ServerResponse, request: ReceivedRequest) => void);

export interface ReceivedRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Numbers the connection it came on. */
  readonly connection: number;
}

/** An HTTP server on this machine that answers what it is told, in order, and keeps what it was asked. */
export class ScriptedServer implements AsyncDisposable {
  readonly requests: ReceivedRequest[] = [];
  readonly #replies: Reply[] = [];
  readonly #connections = new Map<unknown, number>();
  readonly #server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const connection = this.#connections.get(incoming.socket) ?? this.#connections.size + 1;
    this.#connections.set(incoming.socket, connection);
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, body: Buffer.concat(chunks).toString(), connection };
    this.requests.push(request);
    this.#answer(response, request);
  });

  static async start(...replies: Reply[]): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    server.replyWith(...replies);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Adds replies; a request without one gets a 599. */
  replyWith(...replies: Reply[]): void {
    this.#replies.push(...replies);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(response: ServerResponse, request: ReceivedRequest): void {
    const reply = this.#replies.shift() ?? { status: 599, body: 'nothing scripted' };
    if (typeof reply === 'function') {
      reply(response, request);
      return;
    }
    const { status, headers = {}, body = '' } = reply;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** Hostaway's envelope. */
export function success(result: unknown, more: Record<string, unknown> = {}): Reply {
  return { status: 200, body: { status: 'success', result, ...more } };
}

/** Hostaway's no; its words are in `message` on most endpoints. */
export function failure(status: number, message: string): Reply {
  return { status, body: { status: 'fail', message } };
}
