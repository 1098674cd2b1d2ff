import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { demoUnits } from '../../local/demo-units.ts';
import { eventually, type LocalSystem } from './local-system.ts';

/** An account at the simulator for one test: what is left to be sent of one must not meet the faults of the next. */
export function anAccount(id: number) {
  return { id, api_key: `key-of-${id}`, tokens: [`token-of-${id}`] };
}

export type OwnAccount = ReturnType<typeof anAccount>;

export function tokenOf({ tokens: [api_token] }: OwnAccount) {
  return { credentials: { api_token } };
}

/** A target of an account, with a limit that keeps nobody waiting; answers its id. */
export async function connect(system: LocalSystem, account: OwnAccount): Promise<string> {
  const { json } = await system.call('POST /api/channels/targets', {
    ...{ name: `Target ${randomUUID()}`, channel_type: 'hostaway', sync_mode: 'api' },
    ...{ base_url: `${system.hostaway.url}/v1`, ...tokenOf(account) },
    rate_limit_config: { max_requests: 100, window_seconds: 1 },
  });

  return json.id;
}

/** A unit at the channel, and how to change it. */
export async function linkUnit(system: LocalSystem, target_id: string) {
  const [demo] = demoUnits(1);
  const unit_id = randomUUID();
  const rename = async (name: string) => {
    const content = { ...demo?.content, name };
    const { status } = await system.call(`PUT /api/supply/units/${unit_id}`, content);
    expect(status).toBeLessThan(300);
  };
  const find = (name: string) =>
    system.hostaway.listings().find((one) => one.listing.name === name);
  const arrived = (name: string) => eventually(`${name} at the channel`, async () => find(name));
  await rename(`First ${unit_id}`);
  const { json } = await system.call('POST /api/channels/listings', { target_id, unit_id });
  await arrived(`First ${unit_id}`);

  return { id: json.id, unit_id, rename, find, arrived };
}
