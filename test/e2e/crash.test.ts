import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listing } from '../../domain/listings/listing.ts';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient } from '../../local/api-client.ts';
import type { FaultInput } from '../../local/hostaway/faults/fault.ts';
import { judge } from '../../local/oracle.ts';
import { shortenRedelivery } from '../../local/redelivery.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { workerOf } from '../support/worker-of.ts';

/** So long a call hangs that is to be killed: a little less than the worker waits for an answer, ms. */
const hangs = 9_000;

let system: LocalSystem;
let client: ApiClient;

beforeAll(async () => {
  system = await startLocalSystem({ limits: 'none' });
  client = new ApiClient(system.cloud.apiUrl, 'local-owner');
});
afterAll(() => system?.stop());

interface Victim {
  readonly account: number;
  readonly target: Target;
  readonly unit: { readonly version: number };
  readonly listing: Listing;
}

/** A target with an account of its own, whose dead workers' jobs come back before the test's patience ends. */
async function victimTarget(account: number): Promise<Target> {
  const token = `token-${account}`;
  system.hostaway.control.addAccount({ id: account, api_key: 'key', tokens: [token] });
  const target = await connectTarget(client, system.hostaway.url, {
    credentials: { api_token: token },
  });
  await shortenRedelivery(system.cloud, target.id);

  return target;
}

const callsOf = (account: number) =>
  system.hostaway
    .calls()
    .filter(({ account_id, method }) => account_id === account && method !== 'GET');

/** Resolves once the account's write is in the hands of a fault. */
const untilStruck = (account: number, kind: string) =>
  eventually(`${kind} at account ${account}`, async () =>
    callsOf(account).find(({ fault, committed }) => fault === kind && committed),
  );

async function struckCreate(account: number, fault: FaultInput): Promise<Victim> {
  const target = await victimTarget(account);
  system.hostaway.control.addFault({
    ...fault,
    match: { account_id: account, writes_only: true },
    count: 1,
  });
  return { account, target, ...(await linkUnit(client, target.id)) };
}

/** What a worker is doing when it dies; each begins it and resolves when it is being done. */
const moments: Record<string, (account: number) => Promise<Victim>> = {
  'while the answer to a create arrives': async (account) => {
    const victim = await struckCreate(account, { kind: 'slow_body', delay_ms: hangs });
    await untilStruck(account, 'slow_body');
    return victim;
  },
  'while a create is on its way': async (account) => {
    const victim = await struckCreate(account, {
      kind: 'latency',
      where: 'on_the_way',
      delay_ms: hangs,
    });
    await eventually('an open audit row', async () => {
      const [row] = await client.history(victim.listing.id);
      return row?.outcome === 'open' ? row : undefined;
    });
    return victim;
  },
  'while the answer to an update arrives': async (account) => {
    const target = await victimTarget(account);
    const linked = await linkUnit(client, target.id);
    const listing = await untilSynced(client, linked);
    system.hostaway.control.addFault({
      kind: 'slow_body',
      delay_ms: hangs,
      match: { account_id: account, writes_only: true },
      count: 1,
    });
    const unit = await changeUnit(client, linked.unit, { name: 'Changed' });
    await untilStruck(account, 'slow_body');
    return { account, target, unit, listing };
  },
  'before it can record a create': async (account) => {
    const target = await victimTarget(account);
    let hit = false;
    system.cloud.faults.add({
      service: 'dynamodb',
      action: 'TransactWriteItems',
      principal: workerOf(system.cloud, target.id),
      times: 1,
      delayMs: hangs,
      error: 'connection-reset',
      when: (body) => {
        hit ||= body.includes(target.id) && body.includes('last_payload_hash');
        return hit;
      },
    });
    const linked = await linkUnit(client, target.id);
    await eventually('the record of a create', async () => (hit ? true : undefined));
    return { account, target, ...linked };
  },
};

describe('a worker that dies', () => {
  let victims: Map<string, Victim>;

  beforeAll(async () => {
    const begun = Object.entries(moments).map(async ([moment, begin], index) => {
      const victim = await begin(30_001 + index);
      const isOurs = (event: string) => event.includes(victim.listing.id);
      const { target } = victim;
      expect(
        await system.cloud.killWorkers(workerOf(system.cloud, target.id), undefined, isOurs),
      ).toBe(1);

      return [moment, victim] as const;
    });
    victims = new Map(await Promise.all(begun));
  });

  it.concurrent.each(Object.keys(moments))(
    '%s leaves nothing undone and nothing doubled',
    async (moment) => {
      const victim = victims.get(moment);
      if (victim === undefined) throw new Error(`no victim ${moment}`);

      const listing = await untilSynced(client, victim, 80_000);

      const audits = await client.history(listing.id);
      const external = system.hostaway
        .listings()
        .filter(({ account_id }) => account_id === victim.account);
      expect(external.map(({ id }) => String(id))).toEqual([listing.external_listing_id]);
      const lost = audits.filter(({ outcome }) => outcome === 'abandoned');
      expect(lost).toMatchObject([{ http_status: null, completed_at: expect.any(String) }]);
      expect(audits[0]?.outcome).toBe('success');
      expect(
        judge({ listings: [listing], audits, calls: callsOf(victim.account), external }),
      ).toEqual([]);
    },
    // A create that never arrived is made again only when it cannot arrive any more.
    100_000,
  );
});
