import { beforeEach, describe, expect, it } from 'vitest';
import {
  confirmation,
  doubtAfter,
  doubtBefore,
  doubtOver,
  dueToConfirm,
} from '../../../domain/attempts/doubt.ts';
import type { CallOutcome } from '../../../domain/channel/channel.ts';
import { applied } from '../../../domain/listings/listing-changes.ts';
import { anAttempt, attemptedAt } from '../../builders/attempt.ts';
import { aListing } from '../../builders/stored-listing.ts';
import type { Fate } from '../../fakes/fake-channel.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

const methods = () => world.channel.calls.map(({ method }) => method);
const remoteNames = () => [...world.channel.remote.values()].map(({ name }) => name);
/** Whatever the channel has accepted is carried out by then. */
function longAfter(): void {
  world.now += 600_000;
  world.channel.tick();
}

describe('invariant 5: a create that is carried out after we have stopped to wait', () => {
  it.each([1_000, 34_000, 59_000])('by %i ms makes one listing', async (lateBy) => {
    world.channel.lateBy = lateBy;
    world.link();
    world.channel.fates = ['late'];

    await world.settle();
    longAfter();

    expect(world.channel.writes).toEqual(['create', 'update']);
    expect(world.channel.remote.size).toBe(1);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', external_listing_id: 'ext-1' });
    for (const name of ['doubt_until', 'confirm_at', 'look', 'remote_unclear', 'due_at'])
      expect(world.listing()).not.toHaveProperty(name);
  });

  it('is not made again before it can no longer be', async () => {
    world.link();
    world.channel.fates = ['down'];

    await world.settle();

    const [first, early, look, again] = world.channel.calls.map(({ at }) => at);
    expect(methods()).toEqual(['create', 'find', 'find', 'create']);
    expect((early ?? 0) - (first ?? 0)).toBeLessThan(3_000);
    expect((look ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect((again ?? 0) - (look ?? 0)).toBeLessThan(1_000);
  });

  it('is looked for once its worker died, for longer than its call could have taken', async () => {
    world.link();
    world.store.afterOpen = () => {
      world.store.afterOpen = () => undefined;
      throw new Error('the worker died');
    };
    const begun = world.now;

    await world.settle();

    expect(methods()).toEqual(['find', 'find', 'create']);
    expect(world.channel.calls[1]?.at).toBeGreaterThanOrEqual(begun + 90_000);
  });

  it('is removed when its listing was archived meanwhile', async () => {
    world.link();
    world.channel.fates = ['late'];
    await world.pass();
    const request_id = '99999999-9999-4999-8999-999999999999';
    world.mark({ status: 'archived', removal_requested: true, request_id });

    await world.settle();
    longAfter();

    expect(world.channel.remote.size).toBe(0);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', external_listing_id: null });
  });
});

describe('invariant 4: an update that is carried out after we have stopped to wait', () => {
  it.each([1_000, 34_000, 59_000])('by %i ms does not stay over a newer one', async (lateBy) => {
    world.channel.lateBy = lateBy;
    world.link();
    await world.pass();
    world.changeUnit('second', 2);
    world.channel.fates = ['late'];
    await world.pass();
    world.changeUnit('third', 3);
    const begun = world.now;

    await world.settle();

    expect(world.channel.writes).toEqual(['create', 'update', 'update', 'update']);
    expect(world.channel.calls.at(-1)?.at).toBeLessThan(begun + 150_000);
    longAfter();
    expect(remoteNames()).toEqual(['third']);
    const keys = [...world.store.audits.values()].map(({ idempotency_key }) => idempotency_key);
    expect(new Set(keys).size).toBe(4);
  });

  it('keeps its listing due until that is made sure, whatever asks for it earlier', async () => {
    world.link();
    await world.pass();
    world.changeUnit('second', 2);
    world.channel.fates = ['late'];
    await world.pass();
    world.now += 2_000;
    await world.pass();
    const { confirm_at, due_at } = world.listing();
    expect(world.listing()).toMatchObject({ sync_status: 'ok' });
    expect(Date.parse(due_at ?? '')).toBe(confirm_at);

    world.changeUnit('second', 3);
    expect(await world.pass()).toMatchObject({ done: true });

    expect(world.listing()).toMatchObject({ sync_status: 'ok', confirm_at, due_at });
    expect(world.channel.writes).toEqual(['create', 'update', 'update']);
  });

  it('is made sure of as well when that is in doubt itself', async () => {
    world.link();
    await world.pass();
    world.changeUnit('second', 2);
    world.channel.fates = ['late', 'ok', 'late'];

    await world.settle();
    longAfter();

    expect(world.channel.writes).toEqual([
      ...['create', 'update', 'update', 'update', 'update', 'update'],
    ]);
    expect(remoteNames()).toEqual(['second']);
    expect(world.listing()).not.toHaveProperty('confirm_at');
  });
});

describe('what leaves no doubt', () => {
  it.each<Fate>(['unsent', 'refused', 'limited', 'forbidden'])(
    'is a call that was %s',
    async (fate) => {
      world.link();
      world.channel.fates = [fate];
      world.channel.renewals = [true];

      await world.pass();

      expect(world.listing()).not.toHaveProperty('doubt_until');
      expect(world.listing()).not.toHaveProperty('remote_unclear');
    },
  );

  it('is repeated without a look', async () => {
    world.link();
    world.channel.fates = ['unsent'];

    await world.settle();

    expect(methods()).toEqual(['create', 'create']);
  });

  it('is a call that was never made: what was known before still is', async () => {
    const look = { kind: 'absent' } as const;
    world.link({ remote_unclear: true, doubt_until: world.now - 1, look });
    world.store.afterOpen = () => {
      // Too late to call.
      world.now += 30_000;
    };
    const { doubt_until } = world.listing();

    await world.pass();
    world.store.afterOpen = () => undefined;

    expect(world.listing()).toMatchObject({ remote_unclear: true, doubt_until, look });
    expect(world.channel.calls).toEqual([]);
  });
});

describe('the look-up of a create in doubt', () => {
  it.each([
    { others: 1_500, limit: { max_requests: 12, window_seconds: 10 }, pages: 16 },
    { others: 6_000, limit: { max_requests: 12, window_seconds: 10 }, pages: 61 },
    { others: 300, limit: { max_requests: 1, window_seconds: 3_600 }, pages: 3 },
  ])(
    'goes on from pass to pass at $others listings and $limit.max_requests per $limit.window_seconds s',
    async ({ others, limit, pages }) => {
      world.store.target = { ...world.store.target, rate_limit_config: limit };
      world.channel.others = others;
      world.link();
      world.channel.fates = ['down'];

      await world.settle(1_000);

      expect(world.listing()).toMatchObject({ sync_status: 'ok', external_listing_id: 'ext-1' });
      expect(world.channel.writes).toEqual(['create', 'create']);
      // One early unless there is no turn for it, and each page of the account once.
      expect(methods().filter((method) => method === 'find')).toHaveLength(pages);
    },
  );

  it('does not begin anew when the unit changes on the way', async () => {
    world.channel.others = 6_000;
    world.link();
    world.channel.fates = ['down'];
    let version = 1;
    world.store.whenLoaded = () => {
      version += 1;
      world.changeUnit(`version ${version}`, version);
    };
    for (let i = 0; i < 12; i += 1) {
      const result = await world.pass();
      world.now += result?.done === false ? result.retry_in_ms : 60_000;
    }
    world.store.whenLoaded = () => undefined;
    await world.settle();

    expect(methods().filter((method) => method === 'find')).toHaveLength(61);
    expect(remoteNames()).toEqual([`version ${version}`]);
  });

  it('ends within its pass, whatever is left to see', async () => {
    world.channel.others = 6_000;
    world.link({ remote_unclear: true });
    const begun = world.now;

    expect(await world.pass()).toMatchObject({ done: false });

    expect(world.now - begun).toBeLessThan(25_000);
    expect(world.listing().look).toMatchObject({ kind: 'more' });
  });

  it('leaves to another listing what that was linked to by hand', async () => {
    world.link();
    world.channel.fates = ['lost'];
    world.store.externals.set('ext-1', 'another listing');

    await world.settle();

    expect(world.listing()).toMatchObject({ sync_status: 'ok', external_listing_id: 'ext-2' });
    expect(world.channel.writes.filter((method) => method === 'create')).toHaveLength(2);
  });
});

describe('what an outcome leaves in doubt', () => {
  const answer = { http_status: 400, response_excerpt: null, error_message: null };
  const before = { doubt_until: attemptedAt - 5, remote_unclear: true } as const;
  const left = (outcome: CallOutcome, opened: object) => {
    const attempt = anAttempt(opened);
    // As opening the attempt has left it.
    const open = { ...attempt.opened, doubt_until: attemptedAt + 99, remote_unclear: true };
    const { doubt_until, remote_unclear } = applied(
      open,
      doubtAfter(attempt, outcome, attemptedAt + 1_000),
    );

    return { doubt_until, remote_unclear };
  };
  const none = { doubt_until: undefined, remote_unclear: undefined };

  it.each<[string, CallOutcome]>([
    ['that was refused', { ...answer, kind: 'refused', validation: false }],
    ['without the right', { ...answer, kind: 'unauthorized' }],
    ['answered with 429', { ...answer, kind: 'rate_limited', http_status: 429, retry_at: null }],
    ['that never left', { ...answer, kind: 'unclear', unsent: true }],
  ])('of a call %s is what was in doubt before', (_, outcome) => {
    expect(left(outcome, {})).toEqual(none);
    expect(left(outcome, before)).toEqual(before);
  });

  it.each<[string, CallOutcome]>([
    ['without an answer', { ...answer, kind: 'unclear' }],
    ['put off by a 503', { ...answer, kind: 'rate_limited', http_status: 503, retry_at: null }],
  ])('of a call %s lasts as long as the channel may still apply it', (_, outcome) => {
    const doubt_until = attemptedAt + 61_000;

    expect(left(outcome, {})).toEqual({ doubt_until, remote_unclear: true });
    expect(left(outcome, before)).toEqual({ doubt_until, remote_unclear: true });
  });

  it('is as before when the call was never made', () => {
    expect(doubtBefore(aListing())).toEqual({
      set: {},
      remove: ['doubt_until', 'remote_unclear'],
    });
    expect(doubtBefore(aListing(before))).toEqual({
      set: { doubt_until: before.doubt_until },
      remove: [],
    });
  });
});

describe('a success', () => {
  const over = (doubt_until: number, operation: 'update' | 'delete' = 'update') => {
    const attempt = anAttempt({ doubt_until, confirm_at: 7, remote_unclear: true }, { operation });
    const listing = applied(attempt.opened, doubtOver(attempt));

    expect(listing).not.toHaveProperty('remote_unclear');
    return [listing.doubt_until, listing.confirm_at];
  };

  it('that began before an older write was over is made sure of afterwards', () => {
    expect(over(attemptedAt + 1)).toEqual([attemptedAt + 1, attemptedAt + 1]);
  });

  it('that began afterwards is the last word, and so is any removal', () => {
    expect(over(attemptedAt)).toEqual([undefined, undefined]);
    expect(over(attemptedAt + 1, 'delete')).toEqual([undefined, undefined]);
  });

  it('is made sure of once its time has come, as an operation of its own', () => {
    const at = (now: number) => confirmation(aListing({ confirm_at: 1_000 }), now);

    expect([at(999), at(1_000), at(2_000)]).toEqual([undefined, 'after-1000', 'after-1000']);
    expect(confirmation(aListing(), 1_000)).toBeUndefined();
  });

  it('is due when it is to be made sure of, and else not at all', () => {
    const listing = aListing({ due_shard: '4', due_at: '2026-01-01T00:00:00.000Z', parked: true });
    const rest = applied(listing, dueToConfirm(listing, undefined));

    expect(applied(listing, dueToConfirm(listing, attemptedAt))).toMatchObject({
      ...{ due_shard: '4', due_at: new Date(attemptedAt).toISOString(), parked: true },
    });
    for (const name of ['due_shard', 'due_at', 'parked']) expect(rest).not.toHaveProperty(name);
  });
});

it('a confirmation that the channel refuses is still to be made: what looks sent is sent with the next version', async () => {
  world.link();
  await world.pass();
  world.mark({ confirm_at: world.now, sync_status: 'pending' });
  world.channel.fates = ['refused'];
  await world.settle();
  expect(world.listing()).toMatchObject({ sync_status: 'error', confirm_at: expect.any(Number) });

  world.changeUnit('Villa Azzurra', 2);
  await world.settle();

  expect(world.channel.writes).toEqual(['create', 'update', 'update']);
  expect(world.listing()).toMatchObject({ sync_status: 'ok' });
  expect(world.listing()).not.toHaveProperty('confirm_at');
});
