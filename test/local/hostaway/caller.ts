import { afterEach } from 'vitest';
import {
  type HostawaySimulator,
  startHostawaySimulator,
} from '../../../local/hostaway/simulator.ts';
import type { SimulatorOptions } from '../../../local/hostaway/simulator-options.ts';

const running: HostawaySimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

/** A simulator that stops when the test ends: no limits, tokens usable and pictures re-hosted at once. */
export async function aSimulator(options: SimulatorOptions = {}): Promise<HostawaySimulator> {
  const simulator = await startHostawaySimulator({
    limits: 'none',
    tokenDelayMs: 0,
    imageDelayMs: 0,
    ...options,
  });
  running.push(simulator);

  return simulator;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape.
  readonly body: any;
}

/** One call with the demo account's token; `body` goes out as JSON. */
export async function ask(
  { url }: HostawaySimulator,
  call: string,
  {
    body,
    token = 'local-hostaway-token',
    signal,
  }: { body?: unknown; token?: string | null; signal?: AbortSignal } = {},
): Promise<Answer> {
  const [method, path] = call.split(' ');
  const response = await fetch(url + path, {
    method: method ?? 'GET',
    ...(signal === undefined ? {} : { signal }),
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** The number of a new listing of the demo account. */
export async function aListing(
  simulator: HostawaySimulator,
  over: Record<string, unknown> = {},
): Promise<number> {
  const { body } = await ask(simulator, 'POST /v1/listings', { body: { name: 'Villa', ...over } });

  return body.result.id;
}

export const aForm = (over: Record<string, string> = {}) =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '10001',
    client_secret: 'local-hostaway-key',
    scope: 'general',
    ...over,
  });

export async function mint(
  { url }: HostawaySimulator,
  body: URLSearchParams | string = aForm(),
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/v1/accessTokens`, { method: 'POST', body, headers });

  return { status: response.status, headers: response.headers, body: await response.json() };
}
