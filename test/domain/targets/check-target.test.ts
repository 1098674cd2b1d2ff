import { beforeEach, describe, expect, it } from 'vitest';
import { windowPolicy } from '../../../domain/pacing/window.ts';
import { checkTarget } from '../../../domain/targets/check-target.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';
import { TargetWorld } from '../../fakes/target-world.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const checked_at = '2026-03-01T09:00:00.000Z';

let world: TargetWorld;
const check = (over: Partial<StoredTarget> = {}) => {
  const target = aTarget(over);
  world.add(target);
  return checkTarget(target, { caller: { tenant }, deps: world.deps });
};
const row = () => world.row(aTarget().id);

beforeEach(() => {
  world = new TargetWorld();
});

describe('checkTarget', () => {
  it('silences all that share the account when the channel asks for it', async () => {
    const other = aTarget({ id: '55555555-5555-4555-8555-555555555555', name: 'Other' });
    world.add(other);
    world.sharers = [aTarget(), other];
    const retry_at = world.now + 60_000;
    world.channel.replies = [{ kind: 'rate_limited', retry_at }];

    await check();

    for (const { id } of world.sharers)
      expect(world.row(id)).toMatchObject({ block_reason: 'rate_limited' });
    expect(world.events.map(({ target_id }) => target_id).toSorted()).toEqual(
      world.sharers.map(({ id }) => id).toSorted(),
    );
  });

  it('finds a target healthy that answers', async () => {
    world.channel.replies = [{ kind: 'accepted', takes_ms: 240 }];

    const found = await check({ health_status: 'offline', health_message: 'down' });

    expect(found).toEqual({
      health_status: 'healthy',
      checked_at: '2026-03-01T09:00:00.240Z',
      latency_ms: 240,
      error_message: null,
    });
    expect(row()).toMatchObject({
      health_status: 'healthy',
      health_message: null,
      last_health_check_at: '2026-03-01T09:00:00.240Z',
      revision: 1,
    });
  });

  it.each([
    [5_000, 'healthy'],
    [5_001, 'degraded'],
  ])('calls an answer after %i ms %s', async (takes_ms, health_status) => {
    world.channel.replies = [{ kind: 'accepted', takes_ms }];

    expect(await check()).toMatchObject({ health_status, latency_ms: takes_ms });
  });

  it('does not count the wait for its turn as the channel being slow', async () => {
    world.windowFreeAt = world.now + 7_000;

    expect(await check()).toMatchObject({ health_status: 'healthy', latency_ms: 0 });
  });

  it.each(['unclear', 'missing', 'refused'] as const)(
    'finds a target offline that answers %s, without opening the breaker for one failure',
    async (kind) => {
      world.channel.replies = [{ kind, message: 'no route' }];

      const found = await check();

      expect(found).toMatchObject({ health_status: 'offline', latency_ms: null });
      expect(found.error_message).toContain('no route');
      expect(row()).toMatchObject({ health_status: 'offline', block_reason: null });
    },
  );

  it("takes its turn under the target's own limit", async () => {
    await check({ rate_limit_config: { max_requests: 3, window_seconds: 7 } });

    expect(world.reservations.map(({ policy }) => policy)).toEqual([
      windowPolicy({ max_requests: 3, window_seconds: 7 }),
    ]);
  });

  it('finds a target offline that gives no answer in time', async () => {
    world.silent = true;

    expect(await check()).toMatchObject({ health_status: 'offline' });
  });

  it('blocks a target whose credentials are refused, and says so once', async () => {
    world.channel.replies = [{ kind: 'unauthorized', message: 'no access' }];

    expect(await check()).toMatchObject({ health_status: 'offline' });
    expect(row()).toMatchObject({
      block_reason: 'credentials_rejected',
      blocked_until: '2026-03-01T09:10:00.000Z',
      health_message: 'HTTP 403: no access',
    });
    await checkTarget(row(), { caller: { tenant }, deps: world.deps });
    expect(world.events.map(({ name }) => name)).toEqual(['channel.target.blocked']);
  });

  it('neither blocks nor calls offline a target that was given other credentials while the old were refused', async () => {
    const seen = aTarget();
    world.add(seen);
    world.rows.set(seen.id, { ...seen, revision: seen.revision + 1, health_status: 'healthy' });
    world.channel.replies = [{ kind: 'unauthorized', message: 'no access' }];

    await checkTarget(seen, { caller: { tenant }, deps: world.deps });

    expect(row()).toMatchObject({ block_reason: null, health_status: 'healthy' });
    expect(world.events).toEqual([]);
  });

  it('looks for newer credentials before it believes that they are refused', async () => {
    world.channel.replies = [{ kind: 'unauthorized' }, { kind: 'accepted' }];
    world.channel.renews = true;

    expect(await check()).toMatchObject({ health_status: 'healthy' });
    expect(world.channel.checks).toHaveLength(2);
  });

  it('degrades and silences a target that is rate limited, until the time named', async () => {
    const retry_at = world.now + 45_000;
    world.channel.replies = [{ kind: 'rate_limited', retry_at }];

    expect(await check()).toMatchObject({ health_status: 'degraded', checked_at });
    expect(row()).toMatchObject({
      block_reason: 'rate_limited',
      blocked_until: '2026-03-01T09:00:45.500Z',
    });
    expect(world.windowBlocks).toEqual([{ key: 'account-1', until: retry_at + 500 }]);
  });

  it('waits a whole window where the channel names no time', async () => {
    world.channel.replies = [{ kind: 'rate_limited', retry_at: null }];

    await check();

    expect(row().blocked_until).toBe('2026-03-01T09:00:10.500Z');
  });

  it('makes no call in a silence the channel asked for', async () => {
    const found = await check({
      block_reason: 'rate_limited',
      blocked_until: '2026-03-01T09:00:01.000Z',
    });

    expect(found).toMatchObject({ health_status: 'degraded' });
    expect(found.error_message).toContain('2026-03-01T09:00:01.000Z');
    expect(world.channel.checks).toEqual([]);
    expect(row().blocked_until).toBe('2026-03-01T09:00:01.000Z');
  });

  it.each(['credentials_rejected', 'unavailable'] as const)(
    'lets a target blocked by %s in again when a call works',
    async (block_reason) => {
      await check({ block_reason, blocked_until: '2026-03-01T10:00:00.000Z' });

      expect(world.channel.checks).toHaveLength(1);
      expect(row()).toMatchObject({
        block_reason: null,
        blocked_until: null,
        health_status: 'healthy',
      });
    },
  );

  it('keeps an outage parked that goes on', async () => {
    world.channel.replies = [{ kind: 'unclear' }];

    await check({ block_reason: 'unavailable', blocked_until: '2026-03-01T09:02:00.000Z' });

    expect(row()).toMatchObject({
      block_reason: 'unavailable',
      blocked_until: '2026-03-01T09:10:00.000Z',
    });
    expect(world.events).toEqual([]);
  });

  it('says nothing of the health of an account whose window our own calls fill', async () => {
    world.windowFreeAt = world.now + 9_000;

    const found = await check({ health_status: 'degraded' });

    expect(found).toMatchObject({ health_status: 'degraded', latency_ms: null });
    expect(row()).toMatchObject({ health_status: 'degraded', last_health_check_at: null });
  });

  it('hides a token that the channel echoes', async () => {
    world.channel.replies = [{ kind: 'unauthorized', message: 'old-token is not valid' }];

    expect(JSON.stringify([await check(), row(), world.events])).not.toContain('old-token');
  });
});

describe('what a check reads', () => {
  it.each([
    { reply: { kind: 'accepted', takes_ms: 240 }, kind: 'accepted' },
    { reply: { kind: 'rate_limited', retry_at: null }, kind: 'rate_limited' },
    { reply: { kind: 'unclear' }, kind: 'unclear' },
    { reply: { kind: 'unauthorized' }, kind: 'unauthorized' },
  ] as const)('is recorded for the target when it is $kind', async ({ reply, kind }) => {
    world.channel.replies = [reply];

    await check();

    expect(world.reads).toMatchObject([
      { from: { channel_type: 'hostaway', target: { id: aTarget().id } }, answers: [{ kind }] },
    ]);
  });

  it('is recorded as unanswered when nobody waits for it any more', async () => {
    world.silent = true;

    await check();

    expect(world.reads.flatMap(({ answers }) => answers).at(-1)).toEqual({
      kind: 'unclear',
      http_status: null,
    });
  });

  it('is nothing where no call was made', async () => {
    world.windowFreeAt = world.now + 60_000;

    await check();

    expect(world.reads).toEqual([]);
  });
});
