import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelCallError } from '../../../domain/channel/channel.ts';
import { CredentialsInUse } from '../../../domain/credentials/credentials-in-use.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { aUnit } from '../../builders/unit.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

/** A listing of a unit of its own, linked as the first; both are known by the end of their ids. */
function another(end: string): StoredListing {
  const first = world.listing();
  const id = first.id.slice(0, -end.length) + end;
  const listing = { ...first, id, unit_id: id };
  world.store.listings.set(id, listing);
  world.store.units.set(id, aUnit({ id }));

  return listing;
}

/** Reads as they were recorded: how each ended, a list for each record. */
const recordedReads = () => world.reads.map(({ answers }) => answers.map(({ kind }) => kind));

const statusOf = ({ id }: StoredListing) => world.store.listings.get(id)?.sync_status;

describe("a refusal that is the listing's own", () => {
  it.each([
    ['create', {}],
    ['update', { external_listing_id: 'ext-9' }],
    ['delete', { external_listing_id: 'ext-9', removal_requested: true }],
  ] as const)('ends a %s as a definite no, and leaves the target alone', async (method, over) => {
    world.link({ ...over, sync_status: 'pending' });
    world.channel.fates = ['forbidden'];
    world.channel.renewals = [true];

    await world.settle(3);

    expect(world.channel.writes).toEqual([method]);
    expect(world.channel.renewals).toEqual([true]);
    expect(world.listing()).toMatchObject({ sync_status: 'error', error_message: 'forbidden' });
    expect(world.listing().due_at).toBeUndefined();
    expect(world.listing().remote_unclear).toBeUndefined();
    expect(world.store.target.block_reason).toBeNull();
    expect([...world.store.audits.values()]).toMatchObject([
      { outcome: 'failed', http_status: 403 },
    ]);
    expect(world.events.map(({ name }) => name)).toEqual(['channel.listing.failed']);
  });

  it('is told apart by one cheap read for many listings refused together, and its neighbours go on', async () => {
    const [first, ...others] = [world.link(), ...['1', '2', '3', '9'].map(another)];
    const fine = others.pop() ?? first;
    const refused = [first, ...others];
    world.channel.fates = refused.map(() => 'forbidden' as const);

    await world.deliver(refused);
    await world.deliver([fine]);

    expect(refused.map(statusOf)).toEqual(refused.map(() => 'error'));
    expect(statusOf(fine)).toBe('ok');
    expect(world.channel.checks).toHaveLength(1);
  });

  it('leaves to its next job what was asked for while it was found out', async () => {
    world.link();
    world.channel.fates = ['forbidden'];
    const connect = world.channel.connect.bind(world.channel);
    world.channel.connect = (connection) => ({
      ...connect(connection),
      check: async () => world.changeUnit('Villa Rossa', 2),
    });

    expect(await world.pass()).toMatchObject({ done: false });
    expect(world.listing().sync_status).toBe('pending');
    await world.settle();

    expect([...world.channel.remote.values()]).toMatchObject([{ name: 'Villa Rossa' }]);
  });

  it('says nothing yet when the cheap read does not answer', async () => {
    world.link();
    world.channel.fates = ['forbidden'];
    world.channel.checkFails = true;

    expect(await world.pass()).toMatchObject({ done: false });

    expect(world.listing().sync_status).toBe('pending');
    expect(world.store.target.block_reason).toBeNull();
    world.channel.checkFails = false;
    await world.settle();
    expect(world.listing().sync_status).toBe('ok');
  });

  it('ends a listing that cannot be looked for, and leaves it in doubt', async () => {
    world.link({ remote_unclear: true });
    const connect = world.channel.connect.bind(world.channel);
    world.channel.connect = (connection) => ({
      ...connect(connection),
      find: () =>
        Promise.reject(
          new ChannelCallError({
            kind: 'unauthorized',
            http_status: 403,
            response_excerpt: null,
            error_message: 'not your list',
          }),
        ),
    });

    await world.settle(3);

    expect(world.channel.writes).toEqual([]);
    expect(world.listing()).toMatchObject({ sync_status: 'error', remote_unclear: true });
    expect(world.listing().error_message).toContain('not your list');
    expect(world.store.target.block_reason).toBeNull();
    expect(world.events.map(({ name }) => name)).toEqual(['channel.listing.failed']);
  });
});

describe('a vocabulary that the channel does not give', () => {
  it('is asked for again later, and what was sent without it is sent again', async () => {
    const { reference } = world.channel;
    world.channel.reference = { ...reference, amenities: {} };
    world.link();
    await world.pass();
    expect(world.listing().sync_status).toBe('ok');
    expect(world.listing().due_at).toMatch('2026-06-01T01:00:00');

    world.channel.reference = reference;
    world.now += 3_600_000;
    await world.pass();

    expect(world.channel.writes).toEqual(['create', 'update']);
    expect(world.listing().due_at).toBeUndefined();
  });

  it('keeps its listings due while it is lacking, without a call', async () => {
    world.channel.reference = { ...world.channel.reference, amenities: {} };
    world.link();
    await world.pass();
    world.now += 3_600_000;

    await world.pass();

    expect(world.channel.writes).toEqual(['create']);
    expect(world.listing().due_at).toMatch('2026-06-01T02:00:00');
  });
});

describe('what is told of a pass', () => {
  it('is that content was refused before a call, once', async () => {
    world.link();
    world.changeUnit('invalid', 2);

    await world.pass();
    await world.pass();

    expect(world.events).toMatchObject([
      { name: 'channel.listing.failed', unit_version: 2, listing_id: world.listing().id },
    ]);
    expect(world.events[0]?.error_message).toContain('not this one');
  });

  it('is what was done before the pass broke', async () => {
    const invalid = world.link();
    const broken = another('1');
    world.changeUnit('invalid', 2);
    world.failReserving = 1;

    await world.deliver([invalid, broken]).catch(() => undefined);

    expect(world.listing().sync_status).toBe('error');
    expect(world.events).toMatchObject([
      { name: 'channel.listing.failed', listing_id: invalid.id },
    ]);
  });

  it('is on record although telling others of a 429 fails', async () => {
    world.link();
    world.channel.fates = ['limited'];
    world.breaksBlocking = true;

    await world.pass().catch(() => undefined);

    expect([...world.store.audits.values()]).toMatchObject([{ outcome: 'rate_limited' }]);
    expect(world.listing().open_attempt).toBeUndefined();
  });
});

describe('credentials in use', () => {
  const refused = new ChannelCallError({
    kind: 'unauthorized',
    http_status: 403,
    response_excerpt: null,
    error_message: 'no',
  });
  let now: number;
  let checks: number;
  let renewals: number;
  let works: boolean;
  let credentials: CredentialsInUse;
  beforeEach(() => {
    now = 1_000_000;
    checks = 0;
    renewals = 0;
    works = true;
    credentials = new CredentialsInUse(
      {
        check: async () => {
          checks += 1;
          if (!works) throw refused;
        },
        renewCredentials: async () => {
          renewals += 1;
          works = true;
          return true;
        },
      },
      () => now,
    );
  });

  it('are not renewed for a refusal while a cheap read works', async () => {
    expect(await credentials.judge(now, 'live')).toBe('object');
    expect(renewals).toBe(0);
  });

  it('are looked at again for a call that began long after the last look', async () => {
    await credentials.judge(now, 'live');
    now += 5_001;
    works = false;

    expect(await credentials.judge(now, 'live')).toBe('renewed');
    expect([checks, renewals]).toEqual([2, 1]);
  });

  it('are not taken for those of a call that began before they were renewed', async () => {
    works = false;
    const began = now;
    now += 10;
    await credentials.judge(began, 'live');
    now += 10;

    expect(await credentials.judge(began + 5, 'live')).toBe('renewed');
    expect([checks, renewals]).toEqual([1, 1]);
  });

  it('speak for an object only by a look made with them', async () => {
    await credentials.judge(now, 'live');
    now += 1_000;
    await credentials.renew(now);
    now += 1_000;

    expect(await credentials.judge(now, 'live')).toBe('object');
    expect(checks).toBe(2);
  });
});

describe('what a pass only reads', () => {
  it('is recorded all at once, with the target it was read from', async () => {
    world.link();

    await world.pass();

    expect(recordedReads()).toEqual([['accepted', 'accepted', 'accepted']]);
    expect(world.reads[0]?.from).toMatchObject({
      channel_type: 'hostaway',
      target: { id: world.store.target.id },
    });
  });

  it('costs nothing where nothing is read', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);

    await world.pass();

    expect(world.channel.writes).toHaveLength(2);
    expect(world.reads).toHaveLength(1);
  });

  it('is recorded also when a look-up is answered with 429, which silences the target', async () => {
    world.link({ sync_status: 'pending', remote_unclear: true });
    world.channel.findLimited = true;

    await world.pass();

    expect(world.store.target.block_reason).toBe('rate_limited');
    expect(recordedReads()).toEqual([['accepted', 'accepted', 'accepted', 'rate_limited']]);
  });

  it('is recorded also when the target cannot be connected', async () => {
    world.link();
    world.channel.refused.add('fetchVocabulary');

    await world.pass();

    expect(recordedReads().flat()).toContain('unauthorized');
    expect(world.channel.writes).toEqual([]);
  });
});
