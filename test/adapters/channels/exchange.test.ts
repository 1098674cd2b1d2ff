import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { type Exchange, makeExchange } from '../../../adapters/channels/exchange.ts';
import { ScriptedServer } from '../../fakes/scripted-server.ts';

const settings = { allowPrivateBaseUrls: true, timeoutMs: 5_000, maxBodyBytes: 1_000 };
const get = (url: string) => ({ method: 'GET', url, headers: {} }) as const;

/** The `reason` of the ExchangeError. */
async function reasonOf(call: ReturnType<Exchange>): Promise<unknown> {
  const error: unknown = await call.catch((caught: unknown) => caught);
  return error instanceof Error && 'reason' in error ? error.reason : error;
}

describe('makeExchange', () => {
  it('sends method, path, headers and body, and gives status, headers and body', async () => {
    await using server = await ScriptedServer.start({
      status: 201,
      headers: { 'x-of-interest': '7' },
      body: 'è',
    });

    const answer = await makeExchange(settings)({
      method: 'POST',
      url: `${server.url}/v1/listings?a=b`,
      headers: { 'X-Idempotency-Key': 'k' },
      body: '{"name":"Casa è"}',
    });

    expect(answer).toMatchObject({ status: 201, body: 'è', headers: { 'x-of-interest': '7' } });
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/v1/listings?a=b', body: '{"name":"Casa è"}' },
    ]);
    expect(server.requests[0]?.headers['x-idempotency-key']).toBe('k');
  });

  it('keeps a connection for the next call', async () => {
    await using server = await ScriptedServer.start({ status: 200 }, { status: 200 });
    const exchange = makeExchange(settings);

    await exchange(get(server.url));
    await exchange(get(server.url));

    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1]);
  });

  it('does not reuse a connection that was idle for long, as after a freeze of the function', async () => {
    await using server = await ScriptedServer.start({ status: 200 }, { status: 200 });
    const exchange = makeExchange(settings);

    await exchange(get(server.url));
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    try {
      await exchange(get(server.url));
    } finally {
      now.mockRestore();
    }

    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2]);
  });

  it('gives a redirect as it is and does not follow it', async () => {
    await using server = await ScriptedServer.start({
      status: 307,
      headers: { location: '/other' },
    });

    expect(await makeExchange(settings)(get(server.url))).toMatchObject({ status: 307 });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['before the answer', () => {}],
    [
      'in the middle of the body',
      (response: import('node:http').ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
      },
    ],
    [
      'while the body trickles',
      (response: import('node:http').ServerResponse) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('gives up when time is over %s', async (_when, reply) => {
    await using server = await ScriptedServer.start(reply);

    expect(await reasonOf(makeExchange({ ...settings, timeoutMs: 100 })(get(server.url)))).toBe(
      'timeout',
    );
  });

  it.each([
    [
      'without an answer',
      (response: import('node:http').ServerResponse) => {
        response.socket?.destroy();
      },
    ],
    [
      'within the body',
      (response: import('node:http').ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.socket?.destroy());
      },
    ],
  ])('reports a connection dropped %s', async (_when, reply) => {
    await using server = await ScriptedServer.start(reply);

    expect(await reasonOf(makeExchange(settings)(get(server.url)))).toBe('connection');
  });

  it('reports a port where nobody listens', async () => {
    const server = await ScriptedServer.start();
    const { url } = server;
    await server[Symbol.asyncDispose]();

    await expect(makeExchange(settings)(get(url))).rejects.toThrow('ECONNREFUSED');
  });

  describe('knows that nothing was sent', () => {
    it.each([
      ['where nobody listens', 'http://127.0.0.1:9'],
      ['where there is no such name', 'http://nowhere.invalid'],
    ])('%s', async (_where, url) => {
      await expect(makeExchange(settings)(get(url))).rejects.toMatchObject({ unsent: true });
    });

    it('where the other end cannot prove who it is', async () => {
      await using server = await ScriptedServer.start({ status: 200 });
      const url = server.url.replace('http:', 'https:');

      await expect(makeExchange(settings)(get(url))).rejects.toMatchObject({ unsent: true });
      expect(server.requests).toEqual([]);
    });

    it('but not when the connection was there', async () => {
      await using server = await ScriptedServer.start({ status: 200 }, (response) => {
        response.socket?.destroy();
      });
      const exchange = makeExchange(settings);
      await exchange(get(server.url));

      await expect(exchange(get(server.url))).rejects.toMatchObject({ unsent: false });
      const slow = makeExchange({ ...settings, timeoutMs: 100 });
      await using silent = await ScriptedServer.start(() => undefined);
      await expect(slow(get(silent.url))).rejects.toMatchObject({
        reason: 'timeout',
        unsent: false,
      });
    });
  });

  it('stops reading a body that is too large', async () => {
    await using server = await ScriptedServer.start({ status: 200, body: 'x'.repeat(1_001) });

    expect(await reasonOf(makeExchange(settings)(get(server.url)))).toBe('too_large');
  });

  it('never quotes what was sent', async () => {
    const headers = { Authorization: 'Bearer top\nsecret' };
    const call = makeExchange(settings)({ ...get('http://127.0.0.1:1'), headers });

    await expect(call).rejects.toThrow(/^(?!.*secret).*ERR_INVALID_CHAR/s);
  });
});

describe('makeExchange where private addresses are not allowed', () => {
  const guarded = makeExchange({ ...settings, allowPrivateBaseUrls: false });

  it.each([
    'http://api.hostaway.com/v1',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/',
  ])('blocks %s', async (url) => {
    expect(await reasonOf(guarded(get(url)))).toBe('blocked');
  });

  it('blocks a name that leads to this machine before it connects, and only then', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, 'localhost');
    await once(server, 'listening');
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;

    expect(await reasonOf(guarded(get(url)))).toBe('blocked');
    expect(connections).toBe(0);

    expect(await reasonOf(makeExchange(settings)(get(url)))).toBe('connection');
    expect(connections).toBe(1);
    server.close();
  });
});
