import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { anAccount, connect, linkUnit } from '../support/own-account.ts';

let account = anAccount(20_100);
let system: LocalSystem;

beforeAll(async () => {
  system = await startLocalSystem({ accounts: [account], limits: 'none', tokenDelayMs: 0 });
}, 120_000);
afterAll(() => system?.stop());
beforeEach(() => {
  account = anAccount(account.id + 1);
  system.hostaway.control.addAccount(account);
  system.hostaway.control.clearFaults();
});

/** With the sweeper's help, which brings back what was put off. */
const arrived = ({ find }: Awaited<ReturnType<typeof linkUnit>>, name: string) =>
  eventually(
    `${name} at the channel`,
    async () => {
      await system.cloud.fire('sync-sweeper');
      return find(name);
    },
    60_000,
  );

const rowOf = async (target: string) =>
  (await system.call(`GET /api/channels/targets/${target}/health`)).json;
/** All but the first, which tried the credentials when there was no target yet. */
const calls = () =>
  system.hostaway.control
    .calls()
    .filter(({ account_id }) => account_id === account.id)
    .slice(1);

it('are those that the channel itself has counted, after 429s, outages, refusals and lost answers', async () => {
  const target = await connect(system, account);
  const units = [
    await linkUnit(system, target),
    await linkUnit(system, target),
    await linkUnit(system, target),
  ];
  const match = { account_id: account.id, writes_only: true };
  for (const fault of [
    { kind: 'rate_limit', hint: 'seconds', retry_after_ms: 1_000, count: 2 },
    { kind: 'server_error', status: 503, count: 1 },
    { kind: 'drop', count: 1 },
    { kind: 'latency', delay_ms: 300, count: 1 },
  ] as const)
    system.hostaway.control.addFault({ ...fault, match });

  for (const round of ['one', 'two']) {
    for (const [i, { rename }] of units.entries()) await rename(`Unit ${i} ${round}`);
    for (const [i, unit] of units.entries()) await arrived(unit, `Unit ${i} ${round}`);
  }

  const row = await eventually('every call is counted', async () => {
    const read = await rowOf(target);
    return read.requests_10m === calls().length && read.queue_depth === 0 ? read : undefined;
  });
  const writes = calls().filter(({ method }) => method !== 'GET');
  const limited = writes.filter(({ status }) => status === 429);
  const failed = writes.filter(({ status }) => status === null || status >= 500);
  expect([limited.length, failed.length]).toEqual([2, 2]);
  expect(row).toMatchObject({
    rate_limited_10m: limited.length,
    failed_reads_10m: 0,
    syncs_24h: writes.length - limited.length,
    failed_24h: failed.length,
    oldest_waiting_seconds: null,
    listings: { ok: 3, pending: 0, error: 0, rate_limited: 0 },
  });
  expect(row.rate_limited_ratio_10m).toBeCloseTo(limited.length / calls().length, 6);
  const total = (points: { success: number; failed: number; rate_limited: number }[]) =>
    points.reduce((sum, one) => sum + one.success + one.failed + one.rate_limited, 0);
  expect(total(row.series.hour)).toBe(writes.length);
}, 120_000);

it('tell the true age of what waits through an outage, whatever is edited meanwhile', async () => {
  const target = await connect(system, account);
  const units = [
    await linkUnit(system, target),
    await linkUnit(system, target),
    await linkUnit(system, target),
  ];
  system.hostaway.control.addFault({
    ...{ kind: 'server_error', status: 503, match: { account_id: account.id } },
  });

  const asked = Date.now();
  for (let edit = 1; Date.now() - asked < 15_000; edit += 1) {
    for (const { rename } of units) await rename(`Edit ${edit} ${target}`);
    await sleep(2_000);
    await system.cloud.fire('sync-sweeper');
  }
  const before = Math.floor((Date.now() - asked) / 1_000);
  const row = await rowOf(target);

  expect(row.oldest_waiting_seconds).toBeGreaterThanOrEqual(before - 2);
  expect(row.oldest_waiting_seconds).toBeLessThanOrEqual((Date.now() - asked) / 1_000);
  expect(row).toMatchObject({ block_reason: 'unavailable', listings: { ok: 0 } });
}, 120_000);
