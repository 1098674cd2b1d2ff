import { beforeEach, describe, expect, it } from 'vitest';
import { abandoned, leased, withdrawn } from '../../../domain/attempts/lease.ts';
import { applied } from '../../../domain/listings/listing-changes.ts';
import { anAttempt, current } from '../../builders/attempt.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

const remoteNames = () => [...world.channel.remote.values()].map(({ name }) => name);

describe('the lease', () => {
  it('lasts longer than the longest call and its record', async () => {
    world.link();
    let left = 0;
    world.store.afterOpen = () => {
      left = (world.listing().lease_until ?? 0) - world.now;
    };

    await world.pass();

    expect(left).toBeGreaterThan(40_000);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  it('of an attempt that is taken back leaves the doubt there was before it', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);
    world.channel.fates = ['lost'];
    await world.pass();
    world.now += 60_000;
    // So late that the call may not be made any more.
    world.store.afterOpen = () => {
      world.now += 30_000;
    };
    await world.pass();
    expect(world.channel.writes).toEqual(['create', 'update']);

    world.store.afterOpen = () => undefined;
    world.changeUnit('Villa Azzurra', 3);
    await world.settle();

    expect(remoteNames()).toEqual(['Villa Azzurra']);
  });
});

describe('opening an attempt', () => {
  const key = { attempt_key: 'e'.repeat(64), attempt_count: 2, attempt_number: 6 };
  const look = { kind: 'absent' } as const;
  const waiting = { dispatch: 'normal', parked: true, look } as const;

  it('counts it, and takes the write for unclear until an answer says otherwise', () => {
    const attempt = anAttempt({ ...key, ...waiting });
    const listing = applied(attempt.opened, leased(attempt, 5_000));

    expect(listing).toMatchObject({
      ...{ open_attempt: attempt.open, lease_until: 5_000, attempt_key: key.attempt_key },
      ...{ attempt_count: 3, attempt_number: 7, remote_unclear: true, doubt_until: 65_000 },
      unsent_fields: ['wifi'],
    });
    for (const name of Object.keys(waiting)) expect(listing).not.toHaveProperty(name);
  });

  it('leaves open which fields the channel has where nobody tells', () => {
    const mapped = { payload: {}, warnings: [], errors: [] };

    expect(leased(anAttempt({}, { mapped }), 5_000).set).not.toHaveProperty('unsent_fields');
  });

  it('and taking it back leaves the listing as it was, its number free', () => {
    const attempt = anAttempt({ ...key, look });
    const open = applied(attempt.opened, leased(attempt, 5_000));
    const { attempt_count, attempt_number, ...listing } = applied(open, withdrawn(attempt));

    expect([attempt_count, attempt_number]).toEqual([2, 6]);
    expect(listing.look).toEqual(look);
    for (const name of ['open_attempt', 'lease_until', 'remote_unclear', 'doubt_until'])
      expect(listing).not.toHaveProperty(name);
  });

  it('and taking it back finds no look where there was none', () => {
    const attempt = anAttempt(key);

    expect(withdrawn(attempt).set).not.toHaveProperty('look');
    expect(current(attempt)).not.toHaveProperty('look');
  });
});

describe('the row of a dead worker', () => {
  const due = { due_shard: '4', due_at: '2026-03-01T12:00:00.000Z', parked: true };
  const left = {
    ...{ open_attempt: anOpenAttempt(), lease_until: 1, attempt_key: 'e'.repeat(64) },
    ...{ remote_unclear: true, doubt_until: 60_000, ...due },
  };
  const closed = (over: object, isOver: boolean) => {
    const listing = aListing({ ...left, ...over });
    return applied(listing, abandoned(listing, isOver));
  };

  it('is closed, and what is in doubt stays so', () => {
    const listing = closed({}, false);

    expect(listing).toMatchObject({ remote_unclear: true, doubt_until: 60_000, ...due });
    expect(listing.attempt_key).toBe(left.attempt_key);
    for (const name of ['open_attempt', 'lease_until']) expect(listing).not.toHaveProperty(name);
  });

  it('leaves nothing due where nothing more is to be sent', () => {
    for (const name of Object.keys(due)) expect(closed({}, true)).not.toHaveProperty(name);
  });

  it('of a listing that was given up is no part of its next try', () => {
    expect(closed({ sync_status: 'error' }, true)).not.toHaveProperty('attempt_key');
    expect(closed({ sync_status: 'error', open_attempt: undefined }, true).attempt_key).toBe(
      left.attempt_key,
    );
  });
});
