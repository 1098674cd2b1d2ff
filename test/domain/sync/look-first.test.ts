import { beforeEach, describe, expect, it } from 'vitest';
import { idempotencyKey } from '../../../domain/attempts/idempotency-key.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { failing, replaceCalls } from '../../fakes/replace-calls.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

describe('a look-up before a repeated create', () => {
  it('that is answered 429 silences the target', async () => {
    world.link({ remote_unclear: true });
    const until = world.now + 25_000;
    replaceCalls(world.channel, { find: failing('rate_limited', until) });

    await world.pass();

    const { block_reason, blocked_until } = world.store.target;
    expect(block_reason).toBe('rate_limited');
    expect(Date.parse(blocked_until ?? '') - until).toBe(500);
    expect(world.channel.writes).toEqual([]);
  });

  it('that is refused asks for other credentials', async () => {
    world.link({ remote_unclear: true });
    replaceCalls(world.channel, {
      find: failing('unauthorized'),
      // Other reads are refused as well: it is not about this listing.
      check: failing('unauthorized'),
    });
    world.channel.renewals = [true];

    expect(await world.pass()).toMatchObject({ done: false });
    expect(world.channel.renewals).toEqual([]);
    expect(world.store.target.block_reason).toBeNull();
  });

  it('that is refused and finds no others leaves the target to a person', async () => {
    world.link({ remote_unclear: true });
    replaceCalls(world.channel, {
      find: failing('unauthorized'),
      // Other reads are refused as well: it is not about this listing.
      check: failing('unauthorized'),
    });

    await world.pass();

    expect(world.store.target.block_reason).toBe('credentials_rejected');
  });
});

describe('the look before the last retries', () => {
  it('takes a 429 for what it is and not for an outage', async () => {
    world.link({
      retry_count: 3,
      attempt_key: idempotencyKey(1, aListing()),
      attempt_count: 4,
    });
    replaceCalls(world.channel, { check: failing('rate_limited', world.now + 25_000) });

    await world.pass();

    expect(world.store.target.block_reason).toBe('rate_limited');
    expect(world.channel.writes).toEqual([]);
  });
});

describe('a removal in doubt', () => {
  it('is done when there is nothing to find, without a DELETE of nothing', async () => {
    world.link({
      ...{ status: 'archived', removal_requested: true, remote_unclear: true },
      ...{ due_shard: '4', due_at: '2026-06-01T00:00:00.000Z' },
    });

    await world.pass();

    expect(world.channel.writes).toEqual([]);
    expect(world.listing().sync_status).toBe('ok');
    for (const name of ['removal_requested', 'remote_unclear', 'due_at'])
      expect(world.listing()).not.toHaveProperty(name);
  });
});
