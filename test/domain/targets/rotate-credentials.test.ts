import { beforeEach, describe, expect, it } from 'vitest';
import { PreconditionFailedError } from '../../../domain/common/errors.ts';
import { windowPolicy } from '../../../domain/pacing/window.ts';
import { type Rotation, rotateCredentials } from '../../../domain/targets/rotate-credentials.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';
import { OutageError, TargetWorld } from '../../fakes/target-world.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const target = aTarget({ base_url: 'https://api.channel.example/v1', revision: 3 });
const token = { credentials: { api_token: 'new-token' } };

let world: TargetWorld;
const matching = (revision?: string) =>
  revision === undefined ? {} : { match: [`"${revision}"`] };
const rotate = (rotation: Rotation = token, revision?: string) =>
  rotateCredentials({ id: target.id, precondition: matching(revision) }, rotation, {
    caller: { tenant },
    deps: world.deps,
  });
const given = (over: Partial<StoredTarget> = {}) => world.add({ ...target, ...over });
const secret = () => world.secrets.get(target.credentials_ref);

beforeEach(() => {
  world = new TargetWorld();
});

describe('rotateCredentials', () => {
  it('tries the new ones, then makes them the current version, and tells others', async () => {
    given();

    const rotated = await rotate({ ...token, credentials_expires_at: '2028-01-01T00:00:00.000Z' });

    expect(world.channel.checks).toEqual([{ base_url: target.base_url, secret: token }]);
    expect(secret()).toEqual({ ...token, origin: 'https://api.channel.example' });
    expect(rotated).toMatchObject({
      credentials_ref: target.credentials_ref,
      credentials_expires_at: '2028-01-01T00:00:00.000Z',
      health_status: 'healthy',
      revision: 4,
    });
    expect(world.events).toMatchObject([{ name: 'channel.target.updated' }]);
    expect(JSON.stringify([world.events, world.reports, rotated])).not.toContain('new-token');
  });

  it("tries them under the target's own limit", async () => {
    given({ rate_limit_config: { max_requests: 3, window_seconds: 7 } });

    await rotate();

    expect(world.reservations.map(({ policy }) => policy)).toEqual([
      windowPolicy({ max_requests: 3, window_seconds: 7 }),
    ]);
  });

  it('forgets when the old ones would have expired', async () => {
    given({ credentials_expires_at: '2026-04-01T00:00:00.000Z' });

    expect((await rotate()).credentials_expires_at).toBeNull();
  });

  it('keeps the old ones when the channel refuses the new', async () => {
    given();
    world.channel.replies = [{ kind: 'unauthorized' }];

    await expect(rotate()).rejects.toMatchObject({ slug: 'credentials-rejected' });

    expect(secret()).toEqual({ credentials: { api_token: 'old-token' } });
    expect(world.row(target.id)).toEqual(target);
  });

  it('touches nothing for a caller who knows an older revision', async () => {
    given();

    await expect(rotate(token, '2')).rejects.toThrow(PreconditionFailedError);
    expect(world.channel.checks).toEqual([]);
  });

  it.each([
    { reason: 'credentials_rejected', lifted: true },
    { reason: 'unavailable', lifted: true },
    { reason: 'rate_limited', lifted: false },
  ] as const)('lifts a block by $reason: $lifted', async ({ reason, lifted }) => {
    const until = '2026-03-01T09:00:30.000Z';
    given({ block_reason: reason, blocked_until: until, health_status: 'offline' });

    expect(await rotate()).toMatchObject({
      block_reason: lifted ? null : reason,
      blocked_until: lifted ? null : until,
      health_status: 'healthy',
    });
  });

  it('moves to the account that the credentials name', async () => {
    given();

    const { window_key } = await rotate({ credentials: { account_id: '4711', api_key: 'key' } });

    expect(window_key).toBe('api.channel.example/4711');
  });

  it('counts in no window of an account that has not answered for them', async () => {
    given();
    const credentials = { account_id: '4711', api_key: 'junk' };
    world.channel.replies = [{ kind: 'unauthorized' }, { kind: 'accepted' }];

    await expect(rotate({ credentials })).rejects.toMatchObject({ slug: 'credentials-rejected' });
    expect(world.reservations.map(({ window_key }) => window_key)).toEqual([
      'trial/demo/main/api.channel.example/4711',
    ]);
    expect(world.recorded).toEqual([]);

    await rotate({ credentials });
    expect(world.recorded).toMatchObject([{ window_key: 'api.channel.example/4711' }]);
  });

  it('counts in the window of its own account, which has answered before', async () => {
    given({ window_key: 'api.channel.example/4711' });

    await rotate({ credentials: { account_id: '4711', api_key: 'new-key' } });

    expect(world.reservations).toMatchObject([
      { window_key: 'api.channel.example/4711', sharer: { id: target.id } },
    ]);
    expect(world.recorded).toEqual([]);
  });

  it('keeps the window when the credentials do not tell their account', async () => {
    given({ window_key: 'api.channel.example/known' });

    expect((await rotate()).window_key).toBe('api.channel.example/known');
  });

  it('leaves the target as it was when the secret cannot be written', async () => {
    given();
    world.fail('vault.replace');

    await expect(rotate()).rejects.toThrow(OutageError);
    expect(world.row(target.id)).toEqual(target);
  });

  it('records itself even when an edit came in between', async () => {
    given();
    const { replace } = world.deps.vault;
    Object.assign(world.deps.vault, {
      replace: async (...args: Parameters<typeof replace>) => {
        await replace(...args);
        world.rows.set(target.id, { ...target, name: 'Renamed', revision: 4 });
      },
    });

    expect(await rotate(token, '3')).toMatchObject({ name: 'Renamed', revision: 5 });
  });
});
