import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { isPublicAddress, lookupPublic, PrivateAddressError } from './public-address.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute http(s) URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Where much less is enough than the settings allow. */
  readonly max_body_bytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ExchangeSettings {
  /** Whether http and addresses on this machine or a private network may be called (local runtime only). */
  readonly allowPrivateBaseUrls: boolean;
  /** For the whole exchange, from the name look-up to the last byte of the body. */
  readonly timeoutMs: number;
  /** Most bytes of an answer, unless the request says less. */
  readonly maxBodyBytes: number;
}

/**
 * There is no complete answer. `blocked`: nothing was sent, since the address is not a public one. `unsent`: nor was it without a
 * connection. Otherwise the request may or may not have been acted upon, or be so yet.
 */
export class ExchangeError extends Error {
  override name = 'ExchangeError';
  readonly reason: 'blocked' | 'timeout' | 'too_large' | 'connection';
  readonly unsent: boolean;

  constructor(
    reason: ExchangeError['reason'],
    message: string,
    { unsent = false, ...options }: ErrorOptions & { readonly unsent?: boolean } = {},
  ) {
    super(message, options);
    this.reason = reason;
    this.unsent = unsent;
  }
}

/** One HTTP request and its answer. Redirects are answers. @throws ExchangeError */
export type Exchange = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * Idle connections older than this are not used again. A frozen Lambda keeps sockets that the other side has long closed,
 * and a write lost on one of them would count as unclear.
 */
const maxIdleMs = 4_000;

/**
 * HTTP client for channels, on node:http(s) because that takes a guarded name look-up without another library
 * (undici: 520 KB and 55 ms of import time more, measured).
 */
export function makeExchange(settings: ExchangeSettings): Exchange {
  const agents = {
    http: new http.Agent({ keepAlive: true, scheduling: 'lifo' }),
    https: new https.Agent({ keepAlive: true, scheduling: 'lifo' }),
  };
  const lastUsed = new WeakMap<Duplex, number>();

  return async (request) => {
    const url = new URL(request.url);
    const signal = AbortSignal.timeout(settings.timeoutMs);
    const contact = { made: false };
    dropIdle(agents, lastUsed);

    try {
      if (!settings.allowPrivateBaseUrls) assertPublic(url);
      const incoming = await send(request, { url, signal, agents, settings, contact });
      const { socket } = incoming;
      const body = await readBody(incoming, request.max_body_bytes ?? settings.maxBodyBytes);
      lastUsed.set(socket, Date.now());
      return { status: incoming.statusCode ?? 0, headers: incoming.headers, body };
    } catch (cause) {
      throw translate(cause, { signal, settings, contact });
    }
  };
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

interface SendContext {
  readonly url: URL;
  readonly signal: AbortSignal;
  readonly agents: Agents;
  readonly settings: ExchangeSettings;
  /** Set once there is a connection that the request can leave by. */
  readonly contact: { made: boolean };
}

function send(request: HttpRequest, context: SendContext): Promise<IncomingMessage> {
  const { url, signal, agents, settings, contact } = context;
  const secure = url.protocol === 'https:';
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();

  const outgoing = (secure ? https : http).request(url, {
    method: request.method,
    headers: request.headers,
    agent: secure ? agents.https : agents.http,
    ...(settings.allowPrivateBaseUrls ? {} : { lookup: lookupPublic }),
    signal,
  });
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) contact.made = true;
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      contact.made = true;
    });
  });
  outgoing.on('response', resolve);
  outgoing.on('error', reject);
  outgoing.end(request.body);

  return promise;
}

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;

  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes)
      throw new ExchangeError('too_large', `the answer exceeds ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Literal addresses are never looked up, so they are checked here. */
function assertPublic(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const refused = url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host));

  if (refused) throw new PrivateAddressError();
}

function dropIdle(agents: Agents, lastUsed: WeakMap<Duplex, number>): void {
  const oldest = Date.now() - maxIdleMs;

  for (const agent of [agents.http, agents.https]) {
    for (const socket of Object.values(agent.freeSockets).flat()) {
      if (socket && (lastUsed.get(socket) ?? 0) < oldest) socket.destroy();
    }
  }
}

function translate(
  cause: unknown,
  { signal, settings, contact }: Pick<SendContext, 'signal' | 'settings' | 'contact'>,
): unknown {
  const unsent = !contact.made;
  if (cause instanceof ExchangeError) return cause;
  if (cause instanceof PrivateAddressError) {
    return new ExchangeError('blocked', 'only https to public addresses is allowed', { cause });
  }
  if (signal.aborted) {
    const seconds = settings.timeoutMs / 1000;
    return new ExchangeError('timeout', `no complete answer within ${seconds} s`, {
      cause,
      unsent,
    });
  }
  // Trouble of the network or of its other end has a code; an error without one is a fault of this program.
  if (!(cause instanceof Error && 'code' in cause)) return cause;
  // A code such as ECONNRESET says enough; messages of the runtime may quote what was sent.
  return new ExchangeError('connection', `the connection failed (${cause.code})`, {
    cause,
    unsent,
  });
}
