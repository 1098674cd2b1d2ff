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

describe('a look-up', () => {
  it('sees all there is in one pass where there are turns for it', async () => {
    world.channel.others = 250;
    world.link({ remote_unclear: true });

    expect(await world.pass()).toMatchObject({ done: true });

    expect(world.channel.calls.map(({ method }) => method)).toEqual([
      ...['find', 'find', 'find', 'create'],
    ]);
  });

  it('that is not over goes on in the next pass, where it was', async () => {
    world.store.target = {
      ...world.store.target,
      rate_limit_config: { max_requests: 1, window_seconds: 60 },
    };
    world.channel.others = 250;
    world.link({ remote_unclear: true });

    await world.pass();

    expect(world.channel.calls).toHaveLength(1);
    expect(world.listing().look).toEqual({ kind: 'more', cursor: '100' });
  });

  it('is made again soon when it was not answered', async () => {
    world.link({ remote_unclear: true });
    replaceCalls(world.channel, { find: failing('unclear') });

    const result = await world.pass();

    expect(result).toMatchObject({ done: false });
    expect(world.listing().sync_status).toBe('pending');
    expect(world.store.target.block_reason).toBeNull();
  });

  it('that breaks on something else than the channel breaks its job', async () => {
    world.link({ remote_unclear: true });
    replaceCalls(world.channel, { find: () => Promise.reject(new TypeError('a bug')) });

    await world.pass().catch(() => undefined);

    expect(world.listing().sync_status).toBe('pending');
    expect(world.channel.writes).toEqual([]);
    expect(world.events).toEqual([]);
  });

  it('finds what another listing has taken over, and makes one of its own', async () => {
    world.link({ remote_unclear: true });
    world.channel.remote.set('ext-1', { name: 'Villa', marker: world.listing().id });
    world.store.externals.set('ext-1', 'another listing');

    expect(await world.pass()).toMatchObject({ done: false });
    expect(world.listing().look).toEqual({ kind: 'absent' });
    await world.settle();

    expect(world.listing()).toMatchObject({ external_listing_id: 'ext-2', sync_status: 'ok' });
  });

  it('of a listing that is written to meanwhile adopts nothing, and leaves no mark', async () => {
    world.link({ remote_unclear: true });
    world.channel.remote.set('ext-1', { name: 'Villa', marker: world.listing().id });
    world.store.adopt = async () => 'stale';

    expect(await world.pass()).toMatchObject({ done: false });

    expect(world.listing()).not.toHaveProperty('look');
    expect(world.channel.writes).toEqual([]);
  });
});

describe('a list that contradicts itself', () => {
  it.each([
    { waitedMs: 1_000, pauseMs: 5_000 },
    { waitedMs: 60_000, pauseMs: 30_000 },
    { waitedMs: 86_400_000, pauseMs: 600_000 },
  ])(
    'is looked at again in $pauseMs ms when that was tried for $waitedMs ms',
    async ({ waitedMs, pauseMs }) => {
      const since = new Date(world.now - waitedMs).toISOString();
      world.channel.unsure = 'the list changes while it is read';
      world.link({ remote_unclear: true, updated_at: since, look: { kind: 'more', cursor: '0' } });
      const begun = world.now;

      await world.pass();

      const { retry_after_at, error_message } = world.listing();
      expect(error_message).toBe('the list changes while it is read');
      const pause = Date.parse(retry_after_at ?? '') - begun;
      expect(Math.abs(pause - pauseMs)).toBeLessThan(1_000);
      expect(world.listing()).not.toHaveProperty('look');
      expect(world.channel.writes).toEqual([]);
    },
  );
});

describe('a removal that was found to be none', () => {
  it('is looked at again when its listing was written to meanwhile', async () => {
    world.link({ status: 'archived', removal_requested: true, remote_unclear: true });
    const amend = world.store.amend.bind(world.store);
    world.store.amend = async () => {
      world.store.amend = amend;
      return false;
    };

    expect(await world.pass()).toMatchObject({ done: false });
    expect(world.listing().removal_requested).toBe(true);

    expect(await world.pass()).toMatchObject({ done: true });
    expect(world.listing()).not.toHaveProperty('look');
    expect(world.listing()).not.toHaveProperty('doubt_until');
  });
});
