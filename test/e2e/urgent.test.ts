import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '../../domain/common/day.ts';
import { inParallel } from '../../domain/common/in-parallel.ts';
import { demoUnits } from '../../local/demo-units.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { anAccount, tokenOf } from '../support/own-account.ts';

const account = anAccount(20_800);
const waiting = 40;
let system: LocalSystem;
beforeAll(async () => {
  system = await startLocalSystem({ accounts: [account], limits: 'none', tokenDelayMs: 0 });
}, 120_000);
afterAll(() => system?.stop());

it('closes a night at a busy channel within 15 s, before the changes that wait there for a minute', async () => {
  const { json: target } = await system.call('POST /api/channels/targets', {
    ...{ name: 'Busy', channel_type: 'hostaway', sync_mode: 'api', ...tokenOf(account) },
    base_url: `${system.hostaway.url}/v1`,
    rate_limit_config: { max_requests: 100, window_seconds: 1 },
  });
  const [demo] = demoUnits(1);
  const ids = Array.from({ length: waiting }, () => randomUUID());
  const rename = (name: string) =>
    inParallel(ids, 8, (id) =>
      system.call(`PUT /api/supply/units/${id}`, { ...demo?.content, name: `${name} ${id}` }),
    );
  await rename('First');
  await inParallel(ids, 8, (unit_id) =>
    system.call('POST /api/channels/listings', { target_id: target.id, unit_id }),
  );
  const named = (name: string) =>
    system.hostaway.listings().filter((one) => String(one.listing.name).startsWith(name));
  await eventually('all are published', async () => named('First').length === waiting, 90_000);

  await system.call(`PATCH /api/channels/targets/${target.id}`, {
    rate_limit_config: { max_requests: 12, window_seconds: 10 },
  });
  await rename('Second');
  await eventually('the first have arrived', async () => named('Second').length >= 12, 30_000);
  const asked = Date.now();
  const from = addDays(new Date().toISOString().slice(0, 10), 30);
  // Its own new name waits as well.
  const last = ids.find(
    (id) => !named('Second').some(({ listing }) => String(listing.name).endsWith(id)),
  );
  await system.call(`PUT /api/supply/units/${last}/calendar`, {
    ranges: [{ from, to: addDays(from, 2), status: 'closed' }],
  });

  const call = await eventually(
    'the nights are closed',
    async () => system.hostaway.calls().find(({ path }) => path.endsWith('/calendarIntervals')),
    60_000,
  );
  expect(call.at - asked).toBeLessThan(15_000);
  expect(named('Second').length).toBeLessThan(waiting);
}, 240_000);
