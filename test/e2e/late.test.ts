import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient } from '../../local/api-client.ts';
import type { FaultInput } from '../../local/hostaway/faults/fault.ts';
import { judge } from '../../local/oracle.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';

let system: LocalSystem;
let client: ApiClient;

beforeAll(async () => {
  system = await startLocalSystem({ limits: 'none', tokenDelayMs: 0 }, {});
  client = new ApiClient(system.cloud.apiUrl, 'local-owner');
});
afterAll(() => system?.stop());

async function targetOf(account: number): Promise<Target> {
  const token = `token-${account}`;
  system.hostaway.control.addAccount({ id: account, api_key: 'key', tokens: [token] });

  return connectTarget(client, system.hostaway.url, { credentials: { api_token: token } });
}

/** The account's next write is carried out only after so long, and its caller does not learn of it. */
function delayWrite(account: number, late: Omit<Extract<FaultInput, { kind: 'late' }>, 'kind'>) {
  const match = { account_id: account, writes_only: true };
  system.hostaway.control.addFault({ kind: 'late', ...late, match, count: 1 });
}

const ours = <T extends { account_id: number | null }>(all: readonly T[], account: number): T[] =>
  all.filter(({ account_id }) => account_id === account);
const writes = (account: number) =>
  ours(system.hostaway.calls(), account)
    .filter(({ method }) => method !== 'GET')
    .map(({ method }) => method);
const external = (account: number) => ours(system.hostaway.listings(), account);

/** What is wrong with the account's listings, seen from both ends. */
async function violations(account: number, target: Target) {
  const listings = await client.listingsOf(target.id);
  const audits = await Promise.all(listings.map(({ id }) => client.history(id)));

  return judge({
    listings,
    audits: audits.flat(),
    calls: ours(system.hostaway.calls(), account),
    external: external(account),
  });
}

describe('a write that the channel carries out after its caller has gone', () => {
  it.concurrent.each([
    { account: 40_001, answer: 'cut' as const, after_ms: 40_000 },
    { account: 40_002, answer: 'gateway_timeout' as const, after_ms: 10_000 },
  ])('makes one listing of a create ($answer, $after_ms ms)', async ({ account, ...late }) => {
    const target = await targetOf(account);
    delayWrite(account, late);

    const listing = await untilSynced(client, await linkUnit(client, target.id), 100_000);

    expect(external(account).map(({ id }) => String(id))).toEqual([listing.external_listing_id]);
    expect(writes(account)).toEqual(['POST', 'PUT']);
    expect(await violations(account, target)).toEqual([]);
  });

  it.concurrent('does not leave an older text of an update over a newer one', async () => {
    const account = 40_003;
    const target = await targetOf(account);
    const linked = await linkUnit(client, target.id);
    const listing = await untilSynced(client, linked);
    delayWrite(account, { answer: 'cut', after_ms: 20_000 });
    const second = await changeUnit(client, linked.unit, { name: 'Second' });
    await eventually('the second version on its way', async () =>
      writes(account).length === 2 ? true : undefined,
    );
    const third = await changeUnit(client, second, { name: 'Third' });
    await untilSynced(client, { listing, unit: third });
    expect(external(account)[0]?.listing.name).toBe('Third');

    await eventually(
      'the older text over it',
      async () => (external(account)[0]?.listing.name === 'Second' ? true : undefined),
      30_000,
    );
    await eventually(
      'the newest again',
      async () => {
        await system.cloud.fire('sync-sweeper');
        return external(account)[0]?.listing.name === 'Third' ? true : undefined;
      },
      80_000,
    );
    await untilSynced(client, { listing, unit: third });
    expect(await violations(account, target)).toEqual([]);
  });
});
