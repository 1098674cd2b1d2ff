import { randomInt } from 'node:crypto';
import { inject } from 'vitest';
import { callAs } from './demo-api.ts';

/** A Hostaway account that no other test knows, so that what is done to it disturbs nobody. */
export async function anAccount(): Promise<{ account_id: number; token: string }> {
  const account_id = randomInt(20_000, 2_000_000_000);
  const token = `token-of-${account_id}`;
  await control('POST accounts', { id: account_id, api_key: `key-${account_id}`, tokens: [token] });

  return { account_id, token };
}

/** A channel of demo that is connected to an account of its own. */
export async function aChannel(): Promise<{ id: string; name: string; account_id: number }> {
  const { account_id, token } = await anAccount();
  const name = `Channel ${account_id}`;
  const { id } = await callAs('local-owner', 'POST /api/channels/targets', {
    ...{ name, channel_type: 'hostaway', sync_mode: 'api', base_url: inject('hostaway') },
    credentials: { api_token: token },
  });

  return { id, name, account_id };
}

/** A unit at a channel, whatever becomes of it there. */
export async function link(target_id: string, unit_id: string): Promise<string> {
  const { id } = await callAs('local-owner', 'POST /api/channels/listings', { target_id, unit_id });
  return id;
}

/** A switch of the simulator: `control('POST faults', { ... })`. */
export async function control(request: string, body: unknown): Promise<void> {
  const [method = '', path = ''] = request.split(' ');
  const answer = await fetch(`${inject('hostaway')}/_control/${path}`, {
    method,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${request}: ${answer.status} ${await answer.text()}`);
}
