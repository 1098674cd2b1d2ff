import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './reply.ts';

/** Sends a reply as it should be. */
export function send(response: ServerResponse, reply: Reply): void {
  const body = JSON.stringify(reply.body);
  response.writeHead(reply.status, { ...jsonHeaders(body), ...reply.headers });
  response.end(body);
}

/** Cuts the connection without a word. */
export function cut(response: ServerResponse): void {
  response.destroy();
}

/** Promises the whole body, sends half of it and cuts the connection. */
export function sendHalf(response: ServerResponse, reply: Reply): void {
  const body = JSON.stringify(reply.body);
  response.writeHead(reply.status, jsonHeaders(body));
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => response.destroy());
}

/** Whatever its status says, a page for humans by its content. */
export function sendPage(
  response: ServerResponse,
  page: {
    readonly status: number;
    readonly words: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): void {
  response.writeHead(page.status, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers });
  response.end(`<!doctype html><title>Just a moment</title><p>${page.words}</p>`);
}

/** Sends the body in ten drips. Ends early when the caller has gone. */
export async function sendSlowly(
  response: ServerResponse,
  reply: Reply,
  delayMs: number,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(reply.body));
  response.writeHead(reply.status, { ...jsonHeaders(body), ...reply.headers });
  const drips = 10;
  const size = Math.ceil(body.length / drips);
  for (let drip = 0; drip < drips && !response.destroyed; drip += 1) {
    response.write(body.subarray(drip * size, (drip + 1) * size));
    await pause(delayMs / drips, response);
  }
  response.end();
}

/** Waits, but not for a caller who has gone. */
export async function pause(ms: number, response: ServerResponse): Promise<void> {
  if (ms <= 0 || response.destroyed) return;
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once('close', leave);
  await sleep(ms, undefined, { signal: gone.signal }).catch(() => undefined);
  response.off('close', leave);
}

function jsonHeaders(body: string | Buffer) {
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
  };
}
