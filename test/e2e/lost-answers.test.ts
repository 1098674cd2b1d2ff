import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient } from '../../local/api-client.ts';
import type { FaultInput } from '../../local/hostaway/faults/fault.ts';
import { judge } from '../../local/oracle.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';

let system: LocalSystem;
let client: ApiClient;

beforeAll(async () => {
  system = await startLocalSystem({ limits: 'none', tokenDelayMs: 0 });
  client = new ApiClient(system.cloud.apiUrl, 'local-owner');
});
afterAll(() => system?.stop());

let lastAccount = 20_000;
let account: { id: number; api_key: string; tokens: string[] };
let target: Target;
/** Each test has a Hostaway account, a target and faults of its own. */
beforeEach(async () => {
  lastAccount += 1;
  account = { id: lastAccount, api_key: 'key', tokens: [randomUUID(), randomUUID()] };
  system.hostaway.control.clearFaults();
  system.hostaway.control.addAccount(account);
  const [api_token = ''] = account.tokens;
  target = await connectTarget(client, system.hostaway.url, { credentials: { api_token } });
});

const writesOnly = { match: { writes_only: true } };
const ours = <T extends { account_id: number | null }>(all: readonly T[]): T[] =>
  all.filter(({ account_id }) => account_id === account.id);
const external = () => ours(system.hostaway.listings());
const writes = () =>
  ours(system.hostaway.calls())
    .filter(({ method }) => method !== 'GET')
    .map(({ method, status }) => `${method} ${status ?? 'no answer'}`);

/** What is wrong with the target's listings, seen from both ends. */
async function violations() {
  const listings = await client.listingsOf(target.id);
  const audits = await Promise.all(listings.map(({ id }) => client.history(id)));

  return judge({
    listings,
    audits: audits.flat(),
    calls: ours(system.hostaway.calls()),
    external: external(),
    unreachable_allowed: false,
  });
}

describe('a create whose answer is lost', () => {
  it.each<{ how: string; fault: FaultInput; status: number | null }>([
    { how: 'a dropped connection', fault: { kind: 'drop', commit: true }, status: null },
    { how: 'half an answer', fault: { kind: 'truncated_json' }, status: null },
    {
      how: '502 from a proxy',
      fault: { kind: 'server_error', commit: true, status: 502 },
      status: 502,
    },
    { how: 'a page for people', fault: { kind: 'not_json' }, status: 200 },
  ])('by $how makes one external listing', async ({ fault, status }) => {
    system.hostaway.control.addFault({ ...fault, ...writesOnly, count: 1 });

    const linked = await linkUnit(client, target.id);
    const listing = await untilSynced(client, linked);

    expect(external().map(({ id }) => String(id))).toEqual([listing.external_listing_id]);
    const history = await client.history(listing.id);
    expect(history.map((row) => [row.http_method, row.outcome, row.http_status])).toEqual([
      ['PUT', 'success', 200],
      ['POST', 'failed', status],
    ]);
    expect(await violations()).toEqual([]);
  });

  it('before it arrived is made again', async () => {
    system.hostaway.control.addFault({ kind: 'drop', commit: false, ...writesOnly, count: 1 });

    await untilSynced(client, await linkUnit(client, target.id), 80_000);

    expect(writes()).toEqual(['POST no answer', 'POST 200']);
    expect(await violations()).toEqual([]);
  });
});

describe('429', () => {
  it.each([
    { how: 'until the time it names', fault: { hint: 'seconds', retry_after_ms: 2_000 }, wait: 2 },
    { how: 'for a window when it names none', fault: { hint: 'none' }, wait: 1 },
  ] as const)('silences the target $how', async ({ fault, wait }) => {
    system.hostaway.control.addFault({ kind: 'rate_limit', ...fault, ...writesOnly, count: 1 });

    const posts = () => ours(system.hostaway.calls()).filter(({ method }) => method === 'POST');
    const first = await linkUnit(client, target.id);
    const { at: limited } = await eventually('a 429', async () =>
      posts().find(({ status }) => status === 429),
    );
    const second = await linkUnit(client, target.id);
    for (const one of [first, second]) await untilSynced(client, one);

    const next = posts().flatMap(({ at }) => (at > limited ? [at] : []));
    expect(Math.min(...next) - limited).toBeGreaterThanOrEqual(wait * 1000);
    expect(await violations()).toEqual([]);
  });
});

describe('refused credentials', () => {
  it('stop the target, and new ones let it go on', async () => {
    const linked = await linkUnit(client, target.id);
    const { listing } = { ...linked, listing: await untilSynced(client, linked) };
    system.hostaway.control.revokeTokens(account.id);

    const second = await changeUnit(client, linked.unit, { name: 'Refused' });
    const blocked = await eventually('a block', async () => {
      const now = await client.target(target.id);
      return now.block_reason === null ? undefined : now;
    });
    expect(blocked).toMatchObject({
      block_reason: 'credentials_rejected',
      health_status: 'offline',
    });

    const api_token = randomUUID();
    system.hostaway.control.addAccount({ ...account, tokens: [api_token] });
    await client.rotateCredentials(target.id, { credentials: { api_token } });
    const third = await changeUnit(client, second, { name: 'Accepted' });
    await untilSynced(client, { listing, unit: third });

    expect(writes()).toEqual(['POST 200', 'PUT 200']);
    expect(external()[0]?.listing.name).toBe('Accepted');
    const history = await client.history(listing.id);
    expect(history.map((row) => [row.outcome, row.http_status])).toEqual([
      ['success', 200],
      ['failed', 403],
      ['success', 200],
    ]);
  });
});
