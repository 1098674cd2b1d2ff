import { beforeEach, describe, expect, it } from 'vitest';
import {
  ConflictError,
  NotFoundError,
  PreconditionFailedError,
  UnprocessableError,
} from '../../../domain/common/errors.ts';
import { windowPolicy } from '../../../domain/pacing/window.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { type TargetEdit, updateTarget } from '../../../domain/targets/update-target.ts';
import { aTarget } from '../../builders/target.ts';
import { TargetWorld } from '../../fakes/target-world.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const target = aTarget({ event_source_mapping_id: 'consumer-1', revision: 3 });

let world: TargetWorld;
const matching = (revision?: string) =>
  revision === undefined ? {} : { match: [`"${revision}"`] };
const update = (edit: TargetEdit, revision?: string) =>
  updateTarget({ id: target.id, precondition: matching(revision) }, edit, {
    caller: { tenant },
    deps: world.deps,
  });
const given = (over: Partial<StoredTarget> = {}) => world.add({ ...target, ...over });
const enabled = () => world.consumers.get('consumer-1')?.enabled;

beforeEach(() => {
  world = new TargetWorld();
});

describe('updateTarget', () => {
  it('changes what is named, keeps the rest, raises the revision and tells others', async () => {
    given();

    const updated = await update({
      name: 'Miami',
      settings: { field_mapping: 'specification' },
      credentials_expires_at: '2027-01-01T00:00:00.000Z',
      rate_limit_config: { max_requests: 6, window_seconds: 10 },
    });

    expect(updated).toEqual({
      ...target,
      name: 'Miami',
      settings: { field_mapping: 'specification' },
      credentials_expires_at: '2027-01-01T00:00:00.000Z',
      rate_limit_config: { max_requests: 6, window_seconds: 10 },
      revision: 4,
      updated_at: '2026-03-01T09:00:00.000Z',
    });
    expect(world.row(target.id)).toEqual(updated);
    expect(world.events).toMatchObject([{ name: 'channel.target.updated', target_id: target.id }]);
    expect(world.channel.checks).toEqual([]);
  });

  it('writes and tells nothing when nothing changes', async () => {
    given();

    expect(await update({ name: target.name, base_url: `${target.base_url}/` })).toEqual(target);
    expect(await update({})).toEqual(target);
    expect(world.events).toEqual([]);
  });

  it.each([
    ['3', true],
    ['2', false],
    ['anything', false],
  ])('with If-Match %s at revision 3 goes on: %s', async (revision, goesOn) => {
    given();

    const outcome = update({ name: 'Miami' }, revision);

    if (goesOn) await expect(outcome).resolves.toMatchObject({ revision: 4 });
    else await expect(outcome).rejects.toThrow(PreconditionFailedError);
  });

  it('knows nothing of deleted targets', async () => {
    given({ deleted_at: '2026-02-01T00:00:00.000Z' });

    await expect(update({ name: 'Miami' })).rejects.toThrow(NotFoundError);
  });

  it('refuses a name that another target has', async () => {
    given();
    world.add(aTarget({ id: '44444444-4444-4444-8444-444444444444', name: 'Miami' }));

    await expect(update({ name: 'Miami' })).rejects.toMatchObject({ slug: 'name-taken' });
    expect(world.row(target.id).name).toBe(target.name);
  });

  it('needs a limit for a target synced by API, and not for a manual one', async () => {
    given();
    await expect(update({ rate_limit_config: null })).rejects.toThrow(UnprocessableError);

    given({ sync_mode: 'manual' });
    expect((await update({ rate_limit_config: null })).rate_limit_config).toBeNull();
  });

  it('decides anew when somebody else changed the target meanwhile', async () => {
    given();
    disturb(1);

    expect(await update({ name: 'Miami' })).toMatchObject({ name: 'Miami', revision: 5 });
  });

  it('gives up after a while, and at once for a caller who named a revision', async () => {
    given();
    disturb(9);
    await expect(update({ name: 'Miami' })).rejects.toThrow(ConflictError);

    given();
    disturb(1);
    await expect(update({ name: 'Miami' }, '3')).rejects.toThrow(PreconditionFailedError);
  });

  /** Raises the revision after each of the next reads. */
  function disturb(times: number) {
    let left = times;
    const { get } = world.deps.targets;
    world.deps.targets.get = async (...args) => {
      const read = await get(...args);
      if (read !== undefined && left > 0) {
        left -= 1;
        world.rows.set(read.id, { ...read, revision: read.revision + 1 });
      }
      return read;
    };
  }
});

describe('updateTarget to another base URL', () => {
  const moved = 'https://eu.channel.example/v1';
  const credentials = { api_token: 'new-token' };
  const secret = () => world.secrets.get(target.credentials_ref);
  const before = { credentials: { api_token: 'old-token' } };

  it('tries the given credentials there, keeps them, and moves to the window of that place', async () => {
    given({
      health_status: 'offline',
      health_message: 'down',
      block_reason: 'unavailable',
      blocked_until: '2026-03-01T10:00:00.000Z',
      credentials_expires_at: '2026-04-01T00:00:00.000Z',
    });

    const updated = await update({ base_url: `${moved}/`, credentials });

    expect(world.channel.checks).toEqual([{ base_url: moved, secret: { credentials } }]);
    expect(secret()).toEqual({ credentials, origin: 'https://eu.channel.example' });
    expect(updated).toMatchObject({
      base_url: moved,
      window_key: 'eu.channel.example/new-token',
      health_status: 'healthy',
      health_message: null,
      block_reason: null,
      blocked_until: null,
      credentials_expires_at: null,
      last_health_check_at: '2026-03-01T09:00:00.000Z',
    });
    expect(updated).not.toHaveProperty('credentials');
  });

  it.each([
    moved,
    target.base_url.replace('https:', 'http:'),
    target.base_url.replace(/(https:\/\/[^/]+)/, '$1:8443'),
    'https://evil.example/steal',
  ])('never sends the stored credentials to %s', async (base_url) => {
    given();
    Object.assign(world.deps.base_urls, { allow_private: true });

    await expect(update({ base_url, name: 'Miami' })).rejects.toMatchObject({
      errors: [{ path: 'credentials' }],
    });

    expect(world.channel.checks).toEqual([]);
    expect(world.row(target.id)).toEqual(target);
  });

  it('tries an account that has not answered yet under the limit of its channel, and its own under that which it is to have', async () => {
    given({ rate_limit_config: { max_requests: 3, window_seconds: 7 } });

    await update({ base_url: moved, credentials });
    await update({
      base_url: `${moved}/again`,
      rate_limit_config: { max_requests: 4, window_seconds: 8 },
    });

    expect(world.reservations.map(({ policy }) => policy)).toEqual([
      windowPolicy(world.channel.default_rate_limit),
      windowPolicy({ max_requests: 4, window_seconds: 8 }),
    ]);
  });

  it('sends the stored credentials to another path of their origin, and keeps no token minted there', async () => {
    given();
    world.channel.mints = 'minted';
    const path = `${new URL(target.base_url).origin}/other/v1`;

    expect(await update({ base_url: path })).toMatchObject({ base_url: path });

    expect(world.channel.checks).toEqual([{ base_url: path, secret: before }]);
    expect(secret()).toEqual(before);
  });

  it('takes credentials only together with a base URL', async () => {
    given();

    await expect(update({ credentials })).rejects.toMatchObject({
      errors: [{ path: 'credentials' }],
    });
    expect(secret()).toEqual(before);
  });

  it('may be asked for once more, when its answer was lost', async () => {
    given();
    await update({ base_url: moved, credentials });

    expect(await update({ base_url: moved, credentials })).toMatchObject({ base_url: moved });
    expect(secret()).toMatchObject({ credentials });
  });

  it.each([
    ['unauthorized', 'credentials-rejected'],
    ['unclear', 'channel-unreachable'],
  ] as const)('changes nothing when the place answers %s', async (kind, slug) => {
    given();
    world.channel.mints = 'minted';
    world.channel.replies = [{ kind }];

    await expect(update({ base_url: moved, credentials, name: 'Miami' })).rejects.toMatchObject({
      slug,
    });

    expect(world.row(target.id)).toEqual(target);
    expect(secret()).toEqual(before);
  });

  it('leaves the secret as it was when the row cannot be written', async () => {
    given();
    world.add(aTarget({ id: '44444444-4444-4444-8444-444444444444', name: 'Miami' }));

    await expect(update({ base_url: moved, credentials, name: 'Miami' })).rejects.toMatchObject({
      slug: 'name-taken',
    });

    expect(secret()).toEqual(before);
  });

  it('refuses a place that may not be called', async () => {
    given();

    await expect(update({ base_url: 'https://localhost/v1', credentials })).rejects.toMatchObject({
      errors: [{ path: 'base_url' }],
    });
    expect(world.channel.checks).toEqual([]);
  });
});

describe('pausing and resuming', () => {
  const block = {
    health_status: 'offline',
    block_reason: 'credentials_rejected',
    blocked_until: '2026-03-01T10:00:00.000Z',
  } as const;

  it.each([false, true])('writes the row, and clears nothing else: %s', async (is_active) => {
    given({ ...block, is_active: !is_active });

    expect(await update({ is_active })).toMatchObject({ ...block, is_active });
  });

  it('end as the last one says, however many meet, and whatever becomes of the consumer', async () => {
    given();
    world.fail('consumers.enable');

    await Promise.allSettled([update({ is_active: false }), update({ is_active: true })]);
    await update({ is_active: false });
    expect(await update({ is_active: true })).toMatchObject({ is_active: true });

    expect(enabled()).toBe(true);
    expect(world.calls.filter((call) => call.startsWith('consumers.'))).toEqual([]);
  });
});
