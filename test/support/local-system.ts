import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { startCloud } from '../../local/cloud/cloud.ts';
import type { Cloud, CloudOptions } from '../../local/cloud/cloud-options.ts';
import { type HostawaySimulator, startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import type { SimulatorOptions } from '../../local/hostaway/simulator-options.ts';
import { hurried } from '../../local/hurried.ts';
import { type LocalKey, seedLocalKeys } from '../../local/local-keys.ts';
import { noteGrants } from './used-grants.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all kinds
  readonly json: any;
}

/** The synthesised stacks running on this machine, in memory, with a Hostaway to push to. */
export interface LocalSystem {
  readonly cloud: Cloud;
  readonly hostaway: HostawaySimulator;
  /** `call('PATCH /api/channels/targets/1', { is_active: false })` */
  call(
    request: string,
    body?: unknown,
    options?: { as?: LocalKey; headers?: Record<string, string> },
  ): Promise<ApiAnswer>;
  stop(): Promise<void>;
}

/**
 * Schedules do not fire by themselves: `cloud.fire('health-check')`. `variables`: how long channels are waited for, and doubted.
 * `more`: e.g. where the cloud keeps what it has; by itself in memory.
 */
export async function startLocalSystem(
  options: SimulatorOptions = {},
  variables: CloudOptions['variables'] = hurried,
  more: Pick<CloudOptions, 'dataDir' | 'intercept'> = {},
): Promise<LocalSystem> {
  const assemblyDir = inject('assemblyDir');
  const cloud = await startCloud({ assemblyDir, port: 0, schedules: false, variables, ...more });
  const hostaway = await startHostawaySimulator(options);
  await seedLocalKeys(cloud);

  return {
    cloud,
    hostaway,
    async call(request, body, { as = 'local-owner', headers = {} } = {}) {
      const [method = '', path = ''] = request.split(' ');
      const answer = await fetch(`${cloud.apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${as}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : null;
      return { status: answer.status, headers: answer.headers, text, json };
    },
    async stop() {
      noteGrants(cloud);
      await hostaway.stop();
      await cloud.stop();
    },
  };
}

/** Asks again and again until the answer is not undefined. @throws Error when that takes longer than `ms` */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  ms = 20_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`);
    await sleep(50);
  }
}
