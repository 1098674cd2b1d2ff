import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Listing } from '../../domain/listings/listing.ts';
import { ApiClient } from '../../local/api-client.ts';
import { type HostawaySimulator, startHostawaySimulator } from '../../local/hostaway/simulator.ts';
import { judge } from '../../local/oracle.ts';
import { changeUnit, connectTarget, linkUnit } from '../support/linking.ts';
import { eventually } from '../support/local-system.ts';

/** So low that the end comes before all are at the channel. */
const limit = { max_requests: 3, window_ms: 5_000 };

let hostaway: HostawaySimulator;
let dataDir: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  // So slow that the end of the cloud finds calls unanswered.
  const faults = [{ kind: 'latency' as const, delay_ms: 600 }];
  hostaway = await startHostawaySimulator({ limits: limit, faults });
  dataDir = await mkdtemp(join(tmpdir(), 'tvl-channels-restart-'));
});
afterAll(async () => {
  await kill();
  await hostaway?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A cloud on the data folder, in a process of its own. */
async function boot(): Promise<ApiClient> {
  const script = join(import.meta.dirname, '../support/run-cloud.ts');
  const child = spawn(process.execPath, [script, inject('assemblyDir'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  const [address] = await once(createInterface(child.stdout), 'line');
  return new ApiClient(String(address), 'local-owner');
}

/** As when the power goes: nothing is flushed, nothing is ended. */
async function kill(): Promise<void> {
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
  const gone = once(running, 'exit');
  running.kill('SIGKILL');
  await gone;
}

it('a cloud that is killed with jobs waiting finishes them after its restart', async () => {
  const before = await boot();
  const target = await connectTarget(before, hostaway.url, {
    rate_limit_config: { max_requests: 3, window_seconds: 5 },
  });
  // All at once: one after the other, the first twelve calls may be over before the last is linked.
  const linked = await Promise.all(Array.from({ length: 12 }, () => linkUnit(before, target.id)));
  const first = await eventually('a listing at the channel', async () => {
    const synced = (await before.listingsOf(target.id)).find(
      ({ sync_status }) => sync_status === 'ok',
    );
    return linked.find(({ listing }) => listing.id === synced?.id);
  });
  const second = linked.find((one) => one !== first);
  if (second === undefined) throw new Error('nothing is linked');
  first.unit = await changeUnit(before, first.unit, { name: 'Changed before the end' });
  await eventually('some listings at the channel', async () =>
    hostaway.listings().length >= 4 ? true : undefined,
  );
  await kill();
  expect(hostaway.listings().length).toBeLessThan(linked.length);

  const after = await boot();
  second.unit = await changeUnit(after, second.unit, { name: 'Changed after the restart' });
  const versions = new Map(linked.map(({ listing, unit }) => [listing.id, unit.version]));
  const listings = await eventually(
    'every listing at the channel',
    async () => {
      const now = await after.listingsOf(target.id);
      const isSynced = ({ id, sync_status, last_sync_version }: Listing) =>
        sync_status === 'ok' && last_sync_version === versions.get(id);
      return now.every(isSynced) ? now : undefined;
    },
    // A create cut off by the end is looked for until its lease and its doubt are over, and delivered two minutes after its delivery.
    170_000,
  );

  const audits = await Promise.all(listings.map(({ id }) => after.history(id)));
  expect(listings).toHaveLength(linked.length);
  expect(hostaway.listings().map(({ listing }) => listing.name)).toEqual(
    expect.arrayContaining(['Changed before the end', 'Changed after the restart']),
  );
  expect(
    judge({
      listings,
      audits: audits.flat(),
      calls: hostaway.calls(),
      external: hostaway.listings(),
    }),
  ).toEqual([]);
}, 240_000);
