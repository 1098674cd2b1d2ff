import { randomUUID } from 'node:crypto';
import { inParallel } from '../../domain/common/in-parallel.ts';
import { ApiClient } from '../../local/api-client.ts';
import { demoUnits } from '../../local/demo-units.ts';
import { dearer, generous, type LinkedUnit } from '../cloud/bench-target.ts';
import { Arrivals } from './arrivals.ts';
import type { Started } from './started.ts';

/** So many updates were at the channel after so long; MB held then. */
export interface Milestone {
  readonly updates: number;
  readonly seconds: number;
  readonly node_mb: number;
  readonly database_mb: number;
}

const linkersAtOnce = 4;
/** Fewer than there are listings, since an update waits until the channel has its unit's one before: each makes a call. */
const updatesAtOnce = 24;

/** Not the demo's, whose targets would share their limits with ours. */
const account = { id: 20_002, api_key: 'one-machine', tokens: ['one-machine-token'] };

/** So many listings, of units of their own, at a channel whose limits are far away. */
export async function linkListings(system: Started, count: number): Promise<LinkedUnit[]> {
  const client = new ApiClient(system.apiUrl, 'local-owner');
  await fetch(`${system.simulatorUrl}/_control/limits`, { method: 'PUT', body: '"none"' });
  const body = JSON.stringify(account);
  await fetch(`${system.simulatorUrl}/_control/accounts`, { method: 'POST', body });
  const target = await client.createTarget({
    name: 'One machine',
    channel_type: 'hostaway',
    sync_mode: 'api',
    base_url: system.simulatorUrl,
    credentials: { api_token: account.tokens[0] ?? '' },
    rate_limit_config: { ...generous },
  });
  const arrivals = new Arrivals(system.simulatorUrl);
  try {
    return await inParallel(demoUnits(count), linkersAtOnce, async ({ content }) => {
      const unit = await client.putUnit(randomUUID(), content);
      const listing = await client.link({ target_id: target.id, unit_id: unit.id });
      await arrivals.until(listing.id, 1);

      return { unit, listing };
    });
  } finally {
    arrivals.stop();
  }
}

/** Makes the updates through the API, one unit after the other; tells of each thousand that the channel has got. */
export async function makeUpdates(
  system: Started,
  linked: readonly LinkedUnit[],
  count: number,
): Promise<Milestone[]> {
  const client = new ApiClient(system.apiUrl, 'local-owner');
  const arrivals = new Arrivals(system.simulatorUrl);
  await arrivals.begin();
  const began = performance.now();
  const milestones: Promise<Milestone>[] = [];
  let arrived = 0;
  const updates = Array.from({ length: count }, (_, index) => index);
  try {
    await inParallel(updates, updatesAtOnce, async (index) => {
      const one = linked[index % linked.length];
      if (one === undefined) return;
      const round = Math.floor(index / linked.length) + 1;
      await arrivals.until(one.listing.id, round - 1);
      await client.putUnit(one.unit.id, dearer(one.unit, round));
      await arrivals.until(one.listing.id, round);
      arrived += 1;
      if (arrived % 1_000 === 0) milestones.push(lookAt(system, arrived, began));
    });
  } finally {
    arrivals.stop();
  }

  return Promise.all(milestones);
}

async function lookAt(system: Started, updates: number, began: number): Promise<Milestone> {
  const seconds = (performance.now() - began) / 1_000;
  const { node, database } = await system.memory();
  const pace = (updates / seconds).toFixed(1);
  console.log(
    `  ${updates} updates, ${pace} a second: ${Math.round(node)} MB, database ${Math.round(database)} MB`,
  );

  return { updates, seconds, node_mb: node, database_mb: database };
}
