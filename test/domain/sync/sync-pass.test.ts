import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { idempotencyKey } from '../../../domain/attempts/idempotency-key.ts';
import { toTimestamp } from '../../../domain/common/time.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import type { Fate } from '../../fakes/fake-channel.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';
import { examples } from '../../support/examples.ts';

let world: SyncWorld;

beforeEach(() => {
  world = new SyncWorld();
});

const outcomes = () => [...world.store.audits.values()].map(({ outcome }) => outcome);
const remoteNames = () => [...world.channel.remote.values()].map(({ name }) => name);

class WorkerDied extends Error {}

describe('a pass of the worker', () => {
  it('creates a linked unit with one call and records it', async () => {
    world.link();

    expect(await world.pass()).toEqual({ id: 'm-1', done: true });

    expect(world.channel.writes).toEqual(['create']);
    expect(outcomes()).toEqual(['success']);
    expect(world.listing()).toMatchObject({
      sync_status: 'ok',
      external_listing_id: 'ext-1',
      last_sync_version: 1,
      retry_count: 0,
    });
    expect(world.listing()).not.toHaveProperty('due_at');
    expect(world.listing()).not.toHaveProperty('remote_unclear');
    expect(world.events).toMatchObject([{ name: 'channel.listing.synced', unit_version: 1 }]);
  });

  it('tells nobody where the stage does not want it, but of failures', async () => {
    world.keepSuccessQuiet();
    world.link();
    await world.pass();
    world.changeUnit('other', 2);
    world.channel.fates = ['refused'];
    await world.pass();

    expect(world.events).toMatchObject([{ name: 'channel.listing.failed', unit_version: 2 }]);
  });

  it('makes no call and no audit row for an unchanged payload', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Azzurra', 2);

    await world.pass();

    expect(world.channel.writes).toEqual(['create']);
    expect(outcomes()).toEqual(['success']);
    expect(world.listing().sync_status).toBe('ok');
    expect(world.endings.at(-1)).toMatchObject({ state: 'skipped' });
  });

  it('updates what has changed', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);

    await world.pass();

    expect(world.channel.writes).toEqual(['create', 'update']);
    expect(remoteNames()).toEqual(['Villa Verde']);
  });

  it('sends nothing that the channel would refuse, and says why', async () => {
    world.link();
    world.changeUnit('invalid', 2);

    await world.pass();

    expect(world.channel.writes).toEqual([]);
    expect(world.listing()).toMatchObject({ sync_status: 'error' });
    expect(world.listing().error_message).toContain('name: not this one');
  });

  it('drops the other deliveries of one listing', async () => {
    world.link();
    await Promise.all([world.pass(), world.pass(), world.pass()]);

    expect(world.channel.writes).toEqual(['create']);
  });
});

describe('invariant 5: no duplicates', () => {
  it('adopts the listing of a create whose answer was lost', async () => {
    world.link();
    world.channel.fates = ['lost'];

    await world.settle();

    expect(world.channel.writes).toEqual(['create', 'update']);
    expect(world.channel.remote.size).toBe(1);
    expect(outcomes()).toEqual(['failed', 'success']);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', external_listing_id: 'ext-1' });
  });

  it('creates anew when the lost create never arrived', async () => {
    world.link();
    world.channel.fates = ['down'];

    await world.settle();

    expect(world.channel.calls.map(({ method }) => method)).toEqual([
      ...['create', 'find', 'find', 'create'],
    ]);
    expect(world.channel.remote.size).toBe(1);
  });

  it('does not create while a list proves nothing, says so, and looks again with growing pauses', async () => {
    world.link();
    world.channel.fates = ['down'];
    world.channel.unsure = 'its list contradicts itself';
    await world.pass();
    // Until then only finding it would mean something.
    world.now = world.listing().doubt_until ?? world.now;
    for (const end = world.now + 3_600_000; world.now < end; ) {
      await world.pass();
      world.now = Math.max(world.now + 1_000, Date.parse(world.listing().retry_after_at ?? ''));
    }

    const looks = world.channel.calls.filter(({ method }) => method === 'find');
    expect(world.channel.writes).toEqual(['create']);
    expect(looks.length).toBeLessThan(25);
    expect(world.listing()).toMatchObject({
      sync_status: 'pending',
      error_message: 'its list contradicts itself',
    });

    world.channel.unsure = undefined;
    await world.settle();
    expect(world.channel.writes).toEqual(['create', 'create']);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', error_message: null });
  });

  it('does not create while the look-up fails', async () => {
    world.link();
    world.channel.fates = ['lost', 'down', 'down'];

    await world.settle();

    expect(world.channel.remote.size).toBe(1);
    expect(world.channel.writes).toEqual(['create', 'update']);
  });
});

describe('what the channel has not kept', () => {
  it('is a warning until the next write, also while nothing is to be sent', async () => {
    const warning = { field: 'price', message: 'not kept', told_by: 'channel' } as const;
    world.link();
    world.channel.notKept = [warning];
    await world.settle();
    expect(world.listing()).toMatchObject({ sync_status: 'ok', warnings: [warning] });

    world.mark({ sync_status: 'pending' });
    await world.settle();
    expect(world.channel.writes).toHaveLength(1);
    expect(world.listing().warnings).toEqual([warning]);

    world.channel.notKept = [];
    world.changeUnit('Villa Rossa', 2);
    await world.settle();
    expect(world.listing().warnings).toEqual([]);
  });
});

describe('invariant 2: every attempt on record', () => {
  it('closes the row of a worker that died after its call as abandoned, and adopts what it made', async () => {
    world.link();
    world.store.beforeClose = () => {
      world.store.beforeClose = () => undefined;
      throw new WorkerDied();
    };

    await world.settle();

    expect(outcomes()).toEqual(['abandoned', 'success']);
    expect(world.channel.writes).toEqual(['create', 'update']);
    expect(world.channel.remote.size).toBe(1);
  });

  it('takes back an attempt that is too late to be made', async () => {
    world.link();
    world.store.afterOpen = () => {
      // The worker slept through its start, and the window is blocked now.
      world.now += 30_000;
    };

    const result = await world.pass();
    world.store.afterOpen = () => undefined;

    expect(result).toMatchObject({ done: false });
    expect(outcomes()).toEqual([]);
    expect(world.listing()).not.toHaveProperty('open_attempt');
    await world.settle();
    expect(outcomes()).toEqual(['success']);
  });
});

describe('invariant 3: one at a time per listing', () => {
  it('waits while another worker holds the lease', async () => {
    world.link({ open_attempt: anOpenAttempt(), lease_until: world.now + 20_000 });

    expect(await world.pass()).toMatchObject({ done: false });
    expect(world.channel.calls).toEqual([]);
  });

  it('does not record over a worker that took the listing meanwhile', async () => {
    world.link();
    world.store.beforeClose = () => world.mark({ open_attempt: anOpenAttempt() });

    await world.pass();

    expect(outcomes()).toEqual(['open']);
    expect(world.listing().open_attempt).toEqual(anOpenAttempt());
  });
});

describe('invariant 4: the newest version wins', () => {
  it('sends again when the unit changed during the call', async () => {
    world.link();
    world.store.beforeClose = () => {
      world.store.beforeClose = () => undefined;
      world.changeUnit('Villa Nuova', 2);
    };

    await world.pass();
    expect(world.listing()).toMatchObject({ sync_status: 'pending', last_sync_version: 1 });
    await world.pass();

    expect(remoteNames()).toEqual(['Villa Nuova']);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', last_sync_version: 2 });
  });

  it('sends what it sent before when it cannot know what the channel holds since', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);
    world.channel.fates = ['lost'];
    await world.pass();

    world.changeUnit('Villa Azzurra', 3);
    await world.settle();

    expect(remoteNames()).toEqual(['Villa Azzurra']);
  });

  it('does not send an older version than the one stored when the attempt opens', async () => {
    world.link();
    const load = world.store.load.bind(world.store);
    world.store.load = async (jobs) => {
      const read = await load(jobs);
      world.store.load = load;
      world.changeUnit('Villa Nuova', 2);
      return read;
    };

    expect(await world.pass()).toMatchObject({ done: false });
    expect(world.channel.writes).toEqual([]);
    await world.pass();
    expect(remoteNames()).toEqual(['Villa Nuova']);
  });
});

describe('invariant 6: bounded, polite retries', () => {
  it('gives up after five retries', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);
    world.channel.fates = Array.from({ length: 20 }, () => 'down' as const);

    await world.settle();

    expect(world.channel.writes.filter((method) => method === 'update')).toHaveLength(6);
    expect(world.listing()).toMatchObject({ sync_status: 'error', retry_count: 5 });
    expect(world.events.at(-1)).toMatchObject({ name: 'channel.listing.failed' });
  });

  it('waits full-jitter backoff between retries', async () => {
    world.link();
    world.channel.fates = ['down'];

    expect(await world.pass()).toEqual({ id: 'm-1', done: false, retry_in_ms: 1_000 });
    expect(world.listing()).toMatchObject({ sync_status: 'pending', retry_count: 1 });
  });

  it('never retries a refusal', async () => {
    world.link();
    world.channel.fates = ['refused'];

    expect(await world.pass()).toMatchObject({ done: true });
    await world.pass();

    expect(world.channel.writes).toEqual(['create']);
    expect(world.listing()).toMatchObject({
      sync_status: 'error',
      error_message: 'refused',
      retry_count: 1,
    });
  });

  it('silences the whole target until the time a 429 named, without using up retries', async () => {
    world.link();
    world.channel.retryAt = world.now + 25_000;
    world.channel.fates = ['limited'];

    const result = await world.pass();

    expect(result).toMatchObject({ done: false });
    expect(world.listing()).toMatchObject({ sync_status: 'rate_limited', retry_count: 0 });
    expect(Date.parse(world.store.target.blocked_until ?? '')).toBeGreaterThanOrEqual(
      world.channel.retryAt,
    );
    await world.settle();
    expect(world.channel.calls.at(-1)?.at).toBeGreaterThanOrEqual(world.channel.retryAt);
    expect(outcomes()).toEqual(['rate_limited', 'success']);
  });

  it('waits one window at least after a 429 that names no time', async () => {
    world.link();
    world.channel.fates = ['limited'];
    const start = world.now;

    await world.settle();

    expect(world.channel.calls.at(-1)?.at).toBeGreaterThanOrEqual(start + 10_000);
  });

  it('repeats a refused call once with renewed credentials', async () => {
    world.link();
    world.channel.fates = ['forbidden'];
    world.channel.refused.add('check');
    world.channel.renewals = [true];

    await world.settle();

    expect(outcomes()).toEqual(['failed', 'success']);
  });

  it.each(['authenticate', 'fetchVocabulary', 'check'] as const)(
    'looks for others when credentials are refused before there is anything to send (%s)',
    async (call) => {
      world.link();
      world.store.target = {
        ...world.store.target,
        blocked_until: '2026-01-01T00:00:00.000Z',
        block_reason: 'unavailable',
      };
      world.channel.refused.add(call);
      world.channel.renewals = [true];

      expect(await world.pass()).toEqual({ id: 'm-1', done: true });

      expect(world.channel.writes).toEqual(['create']);
      expect(world.store.target.block_reason).toBeNull();
    },
  );

  it('blocks the target when credentials are refused before there is anything to send, and there are no others', async () => {
    world.link();
    world.channel.refused.add('fetchVocabulary');

    await world.pass();

    expect(world.store.target.block_reason).toBe('credentials_rejected');
    expect(world.channel.writes).toEqual([]);
  });

  it('blocks the target when the renewed credentials are refused as well', async () => {
    world.link();
    world.channel.fates = ['forbidden', 'forbidden', 'forbidden'];
    world.channel.renewals = [true, true, true];
    world.store.beforeClose = () => void world.channel.refused.add('check');

    await world.settle(3);

    expect(world.channel.writes).toHaveLength(2);
    expect(world.store.target.block_reason).toBe('credentials_rejected');
    expect(world.listing()).toMatchObject({ sync_status: 'pending', retry_count: 0 });
  });

  it('does not block for credentials that were changed in the moment they were refused', async () => {
    world.link();
    world.channel.fates = ['forbidden'];
    world.channel.refused.add('check');
    world.channel.renewals = [false, true];
    world.store.beforeClose = () => {
      const { target } = world.store;
      world.store.target = { ...target, revision: target.revision + 1 };
    };

    await world.pass();
    world.store.beforeClose = () => undefined;

    expect(world.store.target.block_reason).toBeNull();
    await world.settle();
    expect(outcomes()).toEqual(['failed', 'success']);
  });

  it('takes credentials that came after a refusal, however soon, and before it calls again', async () => {
    world.link();
    world.channel.fates = ['forbidden'];
    world.channel.refused.add('check');
    world.channel.renewals = [false];
    await world.settle(2);
    expect(world.store.target.block_reason).toBe('credentials_rejected');

    world.channel.renewals = [true];
    world.store.target = { ...world.store.target, blocked_until: null, block_reason: null };
    await world.settle();

    expect(outcomes()).toEqual(['failed', 'success']);
    expect(world.channel.renewals).toEqual([]);
  });
});

describe('invariant 9: paused means silent', () => {
  it.each([
    ['paused', () => world.mark({ status: 'paused' })],
    ['archived', () => world.mark({ status: 'archived' })],
  ])('makes no call for a listing that is %s', async (_what, pause) => {
    world.link();
    pause();

    expect(await world.pass()).toEqual({ id: 'm-1', done: true });
    expect(world.channel.calls).toEqual([]);
  });

  it('looks once more whether a paused target has been resumed by now', async () => {
    world.link();
    world.store.target = { ...world.store.target, is_active: false };

    expect(await world.pass()).toEqual({ id: 'm-1', done: false, retry_in_ms: 5_000 });
    expect(world.channel.calls).toEqual([]);
    expect(world.store.parked).toEqual([]);
  });

  it('makes the call at once when the target has been resumed since it was read', async () => {
    world.link();
    const resumed = world.store.target;
    world.store.target = { ...resumed, is_active: false };
    world.beforeFreshRead = () => {
      world.store.target = resumed;
    };

    expect(await world.pass()).toEqual({ id: 'm-1', done: true });
    expect(world.channel.writes).toEqual(['create']);
  });

  it('takes back what was held up for so long since its target was looked at that it may be paused', async () => {
    world.link();
    world.store.afterOpen = () => {
      world.store.afterOpen = () => undefined;
      world.now += 3_000;
      world.store.target = { ...world.store.target, is_active: false };
    };

    expect(await world.pass()).toMatchObject({ done: false });

    expect(world.channel.calls).toEqual([]);
    expect(outcomes()).toEqual([]);
  });

  it('takes the jobs of a paused target out of its queue, due, so that they go on with its resumption', async () => {
    world.link();
    world.store.target = { ...world.store.target, is_active: false };

    expect(await world.pass(2)).toEqual({ id: 'm-1', done: true });

    expect(world.channel.calls).toEqual([]);
    expect(world.store.parked).toEqual([{ listing_id: world.listing().id, until: world.now }]);
  });

  it('does not even look for a listing when the target has just been paused', async () => {
    world.link({ remote_unclear: true });
    world.beforeFreshRead = () => {
      world.store.target = { ...world.store.target, is_active: false };
    };

    expect(await world.pass()).toMatchObject({ done: false });

    expect(world.channel.calls).toEqual([]);
  });

  it.each([
    ['writes', {}],
    ['looks', { remote_unclear: true }],
  ])(
    'invariant 1: nobody %s under a limit that has changed since the target was read',
    async (_what, over) => {
      world.link(over);
      const rate_limit_config = { max_requests: 1, window_seconds: 10 };
      world.store.whenLoaded = () => {
        world.store.target = { ...world.store.target, rate_limit_config };
        world.store.whenLoaded = () => undefined;
      };

      expect(await world.pass()).toEqual({ id: 'm-1', done: false, retry_in_ms: 0 });
      expect(world.channel.calls).toEqual([]);

      world.store.whenLoaded = () => undefined;
      await world.passUntilDone();
      expect(world.channel.writes).toEqual(['create']);
    },
  );

  it('gives up an attempt that could only be made long after it was opened', async () => {
    world.link();
    world.store.target = {
      ...world.store.target,
      rate_limit_config: { max_requests: 1, window_seconds: 10 },
    };
    world.store.afterOpen = () => {
      // The worker slept through its start; meanwhile the account was silenced, and the target may be paused by then.
      world.now += 1_000;
      world.silenceWindow(world.now + 10_000);
    };

    const result = await world.pass();

    expect(result).toMatchObject({ done: false });
    expect(world.channel.calls).toEqual([]);
    expect(outcomes()).toEqual([]);
  });

  it('makes no call when the target is paused between the read and the call', async () => {
    world.link();
    const load = world.store.load.bind(world.store);
    world.store.load = async (jobs) => {
      world.store.target = { ...world.store.target, is_active: false };
      return load(jobs);
    };

    await world.pass();

    expect(world.channel.calls).toEqual([]);
    expect(outcomes()).toEqual([]);
  });
});

describe('replays and removals', () => {
  it('sends a replayed snapshot although nothing changed, and keeps it until the unit changes', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);
    await world.pass();
    const { unit_id } = world.listing();
    const unit = world.store.units.get(unit_id ?? '');
    if (unit === undefined) throw new Error('no unit');
    const {
      id: _,
      org_id,
      account_id,
      version: __,
      created_at,
      updated_at: ___,
      ...content
    } = unit;
    world.store.snapshots.set(`${unit_id}#1`, {
      unit_id: unit.id,
      org_id,
      account_id,
      version: 1,
      created_at,
      created_by: null,
      content: { ...content, name: 'Villa Azzurra' },
      content_hash: 'a'.repeat(64),
    });
    const operator = '99999999-9999-4999-8999-999999999999';
    world.mark({
      replay_id: operator,
      requested_by: operator,
      pinned_version: 1,
      pinned_at_version: 2,
      sync_status: 'pending',
    });

    await world.pass();
    await world.pass();

    expect(remoteNames()).toEqual(['Villa Azzurra']);
    expect(world.channel.writes).toEqual(['create', 'update', 'update']);
    expect([...world.store.audits.values()].at(-1)).toMatchObject({
      unit_version: 1,
      created_by: operator,
    });
    world.changeUnit('Villa Nuova', 3);
    await world.pass();
    expect(remoteNames()).toEqual(['Villa Nuova']);
    expect(world.listing()).not.toHaveProperty('pinned_version');
  });

  it('removes an archived listing from the channel', async () => {
    world.link();
    await world.pass();
    world.mark({
      status: 'archived',
      removal_requested: true,
      request_id: '99999999-9999-4999-8999-999999999999',
      sync_status: 'pending',
    });

    await world.settle();

    expect(world.channel.remote.size).toBe(0);
    expect(world.listing()).toMatchObject({
      external_listing_id: null,
      sync_status: 'ok',
      status: 'archived',
    });
    expect([...world.store.audits.values()].at(-1)).toMatchObject({
      operation: 'delete',
      http_method: 'DELETE',
    });
  });
});

type Event =
  | { kind: 'change' }
  | { kind: 'fate'; fate: Fate }
  | { kind: 'crash'; when: 'before' | 'after' }
  | { kind: 'pass' };

const histories = fc.array(
  fc.oneof(
    fc.constant<Event>({ kind: 'change' }),
    fc.constant<Event>({ kind: 'pass' }),
    fc.record({
      kind: fc.constant('crash' as const),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    fc.record({
      kind: fc.constant('fate' as const),
      fate: fc.constantFrom<Fate>('ok', 'lost', 'late', 'down', 'unsent', 'limited'),
    }),
  ),
  { maxLength: 25 },
);

/** Few, so that units also become again what they were. */
const nameOf = (version: number) => `Villa ${version % 3}`;
const picturesOf = (version: number) => [`https://img.example.com/${version % 2}.jpg`];
const contentOf = (version: number) => ({
  media_assets: picturesOf(version).map((url) => ({ url, sort_order: 0, is_primary: false })),
});

describe('any history of changes, faults and deaths', () => {
  it('ends with one external listing that holds the newest content, every call on record and no row open', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(59_000), async (history, lateBy) => {
        const one = new SyncWorld();
        one.channel.lateBy = lateBy;
        one.link();
        let version = 1;
        for (const event of history) {
          if (event.kind === 'change')
            one.changeUnit(nameOf(++version), version, contentOf(version));
          if (event.kind === 'fate') one.channel.fates.push(event.fate);
          if (event.kind === 'crash') dieOnce(one, event.when);
          if (event.kind === 'pass') await one.pass().catch(() => undefined);
          one.now += 1_000;
        }
        one.channel.fates = [];
        one.store.beforeClose = () => undefined;
        one.store.afterOpen = () => undefined;
        one.changeUnit(nameOf(++version), version, contentOf(version));
        await one.settle();
        // Whatever was accepted long ago has been carried out by then.
        one.now += 600_000;
        one.channel.tick();

        const rows = [...one.store.audits.values()];
        expect([...one.channel.remote.values()]).toMatchObject([
          { name: nameOf(version), pictures: picturesOf(version) },
        ]);
        expect(rows.filter(({ outcome }) => outcome === 'open')).toEqual([]);
        expect(one.listing()).toMatchObject({ sync_status: 'ok', last_sync_version: version });
        expect(rows.length).toBeGreaterThanOrEqual(one.channel.writes.length);
        const wins = rows
          .filter(({ outcome }) => outcome === 'success')
          .map(({ idempotency_key }) => idempotency_key);
        expect(new Set(wins).size).toBe(wins.length);
      }),
      { numRuns: examples(1_000) },
    );
  });
});

describe('invariant 7: nothing is lost', () => {
  it('what is not done has a time at which the sweeper looks, after any history', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const one = new SyncWorld();
        const due = { due_shard: '4', due_at: toTimestamp(one.now) };
        one.link(due);
        let version = 1;
        for (const event of history) {
          if (event.kind === 'change') {
            one.changeUnit(nameOf(++version), version);
            // As the dispatcher does in the same write.
            one.mark(due);
          }
          if (event.kind === 'fate') one.channel.fates.push(event.fate);
          if (event.kind === 'crash') dieOnce(one, event.when);
          if (event.kind === 'pass') await one.pass().catch(() => undefined);
          one.now += 1_000;

          const { sync_status, due_at, confirm_at } = one.listing();
          const done = sync_status === 'error' || (sync_status === 'ok' && !confirm_at);
          expect([sync_status, due_at !== undefined]).toEqual([sync_status, !done]);
        }
      }),
      { numRuns: examples(500) },
    );
  });
});

function dieOnce(one: SyncWorld, when: 'before' | 'after'): void {
  const hook = when === 'before' ? 'afterOpen' : 'beforeClose';
  one.store[hook] = () => {
    one.store[hook] = () => undefined;
    throw new WorkerDied();
  };
}

describe('the breaker', () => {
  it('blocks a target whose calls fail in a row, so that its jobs wait without using up retries', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);
    world.channel.fates = Array.from({ length: 5 }, () => 'down' as const);

    for (let i = 0; i < 8; i += 1) {
      const result = await world.pass();
      if (world.store.target.block_reason !== null) break;
      world.now += result?.done === false ? result.retry_in_ms : 0;
    }

    expect(world.store.target).toMatchObject({ block_reason: 'unavailable' });
    expect(world.channel.writes.filter((method) => method === 'update')).toHaveLength(5);
    const retries = world.listing().retry_count;
    await world.pass();
    expect(world.listing().retry_count).toBe(retries);
    expect(world.events.at(-1)).toMatchObject({ name: 'channel.target.blocked' });
  });

  it('spares the last retries of a listing that keeps failing while the channel is down for everybody', async () => {
    world.link({ retry_count: 3 });
    world.mark({ attempt_key: idempotencyKey(1, world.listing()), attempt_count: 4 });
    world.channel.checkFails = true;

    await world.settle(5);

    expect(world.channel.writes).toEqual([]);
    expect(world.store.target).toMatchObject({ block_reason: 'unavailable' });
    expect(world.listing()).toMatchObject({ sync_status: 'pending', retry_count: 3 });

    world.channel.checkFails = false;
    await world.settle();
    expect(outcomes()).toEqual(['success']);
  });

  it('closes by itself when a probe finds the channel back', async () => {
    world.link();
    world.store.target = {
      ...world.store.target,
      block_reason: 'unavailable',
      blocked_until: toTimestamp(world.now - 1),
    };

    await world.pass();

    expect(world.store.target).toMatchObject({ block_reason: null, blocked_until: null });
    expect(outcomes()).toEqual(['success']);
  });

  it('stays open, for longer, while the probe fails', async () => {
    world.link();
    world.store.target = {
      ...world.store.target,
      block_reason: 'unavailable',
      blocked_until: toTimestamp(world.now - 1),
    };
    world.channel.checkFails = true;

    const waits: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      await world.pass();
      const until = Date.parse(world.store.target.blocked_until ?? '');
      waits.push(until - world.now);
      world.now = until + 1;
    }

    expect(waits).toEqual([15_000, 30_000, 60_000]);
    expect(world.channel.writes).toEqual([]);
    expect(world.listing().retry_count).toBe(0);
  });
});

describe('a message that waits', () => {
  it('leaves the queue when the wait is long, and is left to the sweeper', async () => {
    world.link();
    const until = world.now + 120_000;
    world.store.target = {
      ...world.store.target,
      block_reason: 'rate_limited',
      blocked_until: toTimestamp(until),
    };

    expect(await world.pass()).toEqual({ id: 'm-1', done: true });
    expect(world.store.parked).toEqual([
      { listing_id: world.listing().id, until: world.now + 10_000 },
    ]);
  });

  it('leaves the queue before it would be taken for poison', async () => {
    world.link({ open_attempt: anOpenAttempt(), lease_until: world.now + 20_000 });

    expect(await world.pass(8)).toEqual({ id: 'm-1', done: true });
    expect(world.store.parked).toHaveLength(1);
  });
});
