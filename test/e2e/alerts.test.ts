import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { anAccount, connect, linkUnit, tokenOf } from '../support/own-account.ts';

const targets = '/api/channels/targets';
let account = anAccount(20_003);

let system: LocalSystem;
beforeAll(async () => {
  system = await startLocalSystem({ accounts: [account], limits: 'none', tokenDelayMs: 0 });
}, 120_000);
afterAll(() => system?.stop());
beforeEach(() => {
  account = anAccount(account.id + 1);
  system.hostaway.control.addAccount(account);
  system.hostaway.control.clearFaults();
  system.hostaway.control.restoreTokens();
});

const inWords = ['opened', 'closed'].map(
  (state) => `channel.alert.${state} (credentials_rejected)`,
);

const call: LocalSystem['call'] = (...request) => system.call(...request);
/** As the schedule does every minute. */
const evaluate = () => system.cloud.fire('alert-evaluator');

async function alertsOf(target: string, filter = ''): Promise<Record<string, unknown>[]> {
  const { json } = await call(`GET /api/channels/alerts?target_id=${target}${filter}`);

  return json.items;
}

/** What the bus was told of a target, e.g. `opened credentials_rejected`. */
function told(target: string): string[] {
  return system.cloud
    .events()
    .map((event) => ({ name: event['detail-type'], detail: Object(event.detail) }))
    .filter(({ name, detail }) => name.includes('.alert.') && detail.target_id === target)
    .map(({ name, detail }) => `${name.split('.').at(-1)} ${detail.alert.rule}`);
}

/** What the topic was told for people, e.g. `channel.alert.opened (credentials_rejected)`. */
function noticed(target: string): string[] {
  return system.cloud
    .notices()
    .filter(({ message }) => message.includes(`target ${target}`))
    .map(({ message }) => /channel\.alert\.\w+ \(\w+\)/.exec(message)?.[0] ?? message);
}

/** As if this had happened an hour before: what a look has noted of a target, and since when its alerts have been quiet. */
async function anHourPasses(target: string): Promise<void> {
  const { CHANNELS_TABLE: TableName = '' } = system.cloud.variablesOf('alert-evaluator');
  const before = (value: { S: string }) => ({
    S: new Date(Date.parse(value.S) - 3_600_000).toISOString(),
  });
  const { Items } = (await system.cloud.call('dynamodb', 'Scan', { TableName })) as {
    Items: Record<string, { S: string }>[];
  };
  for (const item of Items) {
    const isOfTarget = [item.id?.S, item.target_id?.S].includes(target);
    const isKept = /^(WATCH#|TENANT#.*#ALERTS$)/.test(item.pk?.S ?? '');
    if (!isOfTarget || !isKept || item.sk?.S.startsWith('PAST#')) continue;
    const moved = Object.entries(item).map(([name, value]) =>
      /^(looked_at|listings_looked_at|again_at|listings_again_at|quiet_since)$/.test(name) &&
      value.S
        ? [name, before(value)]
        : [name, value],
    );
    const Item = Object.fromEntries(moved);
    await system.cloud.call('dynamodb', 'PutItem', { TableName, Item });
  }
}

it('a target that is well costs the alerts nothing, however much is sent', async () => {
  const unit = await linkUnit(system, await connect(system, account));
  for (const name of ['Twice', 'Thrice']) {
    await unit.rename(name);
    await unit.arrived(name);
  }
  system.cloud.clearRequests();

  await evaluate();

  const asked = system.cloud
    .requests()
    .filter(({ principal }) => principal.endsWith('alert-evaluator'))
    .map(({ service, action, count }) => `${count} ${service} ${action}`);
  // The sixteen parts of the list, and what is to be told, before and after.
  expect(asked).toEqual(['18 dynamodb Query']);
});

it('a token that is revoked with one change waiting is one alert within 90 s, which closes after the rotation', async () => {
  const target = await connect(system, account);
  const unit = await linkUnit(system, target);
  const revoked = Date.now();
  system.hostaway.control.revokeTokens(account.id);
  await unit.rename('Behind a closed door');
  await eventually('the target is blocked', async () => {
    const { json } = await call(`GET ${targets}/${target}`);
    return json.block_reason === 'credentials_rejected' || undefined;
  });

  await evaluate();

  // The schedule takes another minute at most.
  expect(Date.now() - revoked).toBeLessThan(30_000);
  const [alert, ...others] = await alertsOf(target);
  expect([alert?.rule, others]).toEqual(['credentials_rejected', []]);
  await system.cloud.fire('health-check');
  await evaluate();
  await evaluate();
  expect(await alertsOf(target)).toHaveLength(1);
  expect(told(target)).toEqual(['opened credentials_rejected']);

  const seen = { acknowledged: true };
  const viewer = { as: 'local-viewer' } as const;
  const path = `/api/channels/alerts/${alert?.id}`;
  expect((await call(`PATCH ${path}`, seen, viewer)).status).toBe(403);
  expect((await call(`PATCH ${path}`, seen, { as: 'local-other-owner' })).status).toBe(404);
  expect((await call(`PATCH ${path}`, seen)).json.acknowledged_at).not.toBeNull();

  system.hostaway.control.restoreTokens();
  const rotated = await call(`PUT ${targets}/${target}/credentials`, tokenOf(account));
  expect(rotated.status).toBe(200);
  for (const _ of ['it is quiet', 'for long enough']) {
    await anHourPasses(target);
    await evaluate();
  }

  expect(await alertsOf(target, '&state=open')).toEqual([]);
  const [past] = await alertsOf(target, '&state=past&acknowledged=true');
  expect(past).toMatchObject({ id: alert?.id, closed_at: expect.any(String) });
  expect(told(target)).toEqual(['opened credentials_rejected', 'closed credentials_rejected']);
  await eventually('both are said to people', async () => {
    const all = noticed(target);
    return all.length < 2 ? undefined : all;
  }).then((all) => expect(all).toEqual(inWords));
});

it('a storm of 429s is one alert', async () => {
  const target = await connect(system, account);
  const unit = await linkUnit(system, target);
  const storm = { kind: 'rate_limit', hint: 'seconds', retry_after_ms: 1_000 } as const;
  system.hostaway.control.addFault({
    ...{ ...storm, count: 3, match: { account_id: account.id, writes_only: true } },
  });
  await unit.rename('After the storm');
  await eventually(
    'the storm is over',
    async () => {
      await system.cloud.fire('sync-sweeper');
      return system.hostaway.listings().find(({ listing }) => listing.name === 'After the storm');
    },
    60_000,
  );

  await eventually(
    'the calls are counted and alerted of',
    async () => {
      await evaluate();
      return (await alertsOf(target))[0];
    },
    60_000,
  );
  await evaluate();

  const alerts = await alertsOf(target);
  expect(alerts).toMatchObject([{ rule: 'rate_limited_ratio', threshold: 0.02, closed_at: null }]);
  expect(told(target)).toEqual(['opened rate_limited_ratio']);
});

it('a target that comes and goes is told of once, and once more when it is gone', async () => {
  const target = await connect(system, account);
  for (const isDown of [true, false, true, false, true]) {
    if (isDown)
      system.hostaway.control.addFault({
        ...{ kind: 'server_error', status: 503, match: { account_id: account.id } },
      });
    else system.hostaway.control.clearFaults();
    await system.cloud.fire('health-check');
    await evaluate();
  }

  expect(await alertsOf(target)).toMatchObject([{ rule: 'target_offline', closed_at: null }]);
  expect(told(target)).toEqual(['opened target_offline']);

  await call(`DELETE ${targets}/${target}`);
  await anHourPasses(target);
  await evaluate();
  expect(told(target)).toEqual(['opened target_offline', 'closed target_offline']);
});

it('content that the channel does not take is one alert of the listing, however often it is tried', async () => {
  const target = await connect(system, account);
  const unit = await linkUnit(system, target);
  const refusals = (count: number) =>
    eventually(`${count} refusals are on record`, async () => {
      const { json } = await call(`GET /api/channels/listings/${unit.id}/history`);
      const refused = json.items.filter((row: { http_status: number }) => row.http_status === 422);
      return refused.length === count || undefined;
    });
  const words = 'Listing error: name: Not that one';
  const match = { account_id: account.id, writes_only: true };
  system.hostaway.control.addFault({ kind: 'refuse', status: 422, count: 2, words, match });
  await unit.rename('Not that one');
  await refusals(1);
  await evaluate();
  await call(`POST /api/channels/listings/${unit.id}/retry`, {});
  await refusals(2);
  await evaluate();

  expect(await alertsOf(target, '&rule=content_refused')).toMatchObject([
    { listing_id: unit.id, message: expect.stringContaining('Not that one'), closed_at: null },
  ]);
  expect(told(target).filter((event) => event.includes('content'))).toEqual([
    'opened content_refused',
  ]);
});
