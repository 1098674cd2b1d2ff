import { beforeEach, describe, expect, it } from 'vitest';
import { toTimestamp } from '../../../domain/common/time.ts';
import { type ListingDetail, listingDetailSchema } from '../../../domain/health/listing-state.ts';
import { brokenAdvice } from '../../../domain/sync/broken-job.ts';
import { attempts } from '../../builders/minutes.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
import { AlertWorld } from '../../fakes/alert-world.ts';

const minute = 60_000;
let world: AlertWorld;

beforeEach(() => {
  world = new AlertWorld();
});

function listing(over: Parameters<typeof aListing>[0]): ListingDetail {
  return listingDetailSchema.parse(aListing({ sync_status: 'ok', ...over }));
}

const agoOf = (ms: number) => toTimestamp(world.now - ms);

describe('a target in which nothing was met', () => {
  it('is not looked at, and costs nothing', async () => {
    world.target = aTarget({ health_status: 'offline' });

    expect(await world.round()).toMatchObject({ watched: 0, looked: 0 });
    expect(world.reads).toEqual({ target: 0, minutes: 0, listings: 0 });
  });

  it('any more is forgotten, and looked at again when something is met', async () => {
    world.mark('calls');
    await world.minutes(3);
    expect([world.watched.size, world.reads.target]).toEqual([0, 1]);

    world.mark('calls');
    await world.minutes(3);
    expect(world.reads.target).toBe(2);
  });
});

describe('a token that is revoked', () => {
  it('is one alert at the next round, and is closed some minutes after its replacement', async () => {
    const blocked_until = '9999-12-31T00:00:00.000Z';
    world.target = aTarget({ block_reason: 'credentials_rejected', blocked_until });
    world.mark('calls');
    await world.minutes(20, () => world.now % (5 * minute) === 0 && world.mark('calls'));
    expect(world.told()).toEqual(['opened credentials_rejected']);

    world.target = aTarget();
    await world.minutes(17);
    expect(world.told()).toEqual(['opened credentials_rejected', 'closed credentials_rejected']);
    expect(world.watched.size).toBe(0);
  });
});

describe('a storm of 429s', () => {
  it('opens one alert, however long it lasts', async () => {
    await world.minutes(30, () => {
      world.attempts.push(
        ...attempts(9, world.now),
        ...attempts(3, world.now, { outcome: 'rate_limited' }),
      );
      world.mark('calls');
    });
    expect(world.told()).toEqual(['opened rate_limited_ratio']);

    await world.minutes(40);
    expect(world.told()).toEqual(['opened rate_limited_ratio', 'closed rate_limited_ratio']);
  });

  it('of one refusal opens none; nor does a threshold of its own that is not reached', async () => {
    world.attempts.push(...attempts(1, world.now, { outcome: 'rate_limited' }));
    world.mark('calls');
    await world.round();
    world.target = aTarget({
      settings: { field_mapping: 'public_api', alerts: { rate_limited_ratio: 0.9 } },
    });
    world.attempts.push(
      ...attempts(2, world.now),
      ...attempts(3, world.now, { outcome: 'rate_limited' }),
    );
    world.mark('calls');
    await world.round();

    expect(world.told()).toEqual([]);
  });

  it('is seen as what went well before it grows old, though nothing is called any more', async () => {
    world.attempts.push(...attempts(200, world.now));
    world.attempts.push(...attempts(3, world.now + 5 * minute, { outcome: 'rate_limited' }));
    await world.minutes(6, () => world.now % (5 * minute) === 0 && world.mark('calls'));
    expect(world.told()).toEqual([]);

    await world.minutes(6);
    expect(world.told()).toEqual(['opened rate_limited_ratio']);
  });
});

it('a target that comes and goes is one alert', async () => {
  let round = 0;
  await world.minutes(60, () => {
    round += 1;
    const isOffline = Math.floor(round / 5) % 2 === 0;
    world.target = aTarget({ health_status: isOffline ? 'offline' : 'healthy' });
    if (round % 5 === 0) world.mark('calls');
  });

  expect(world.told()).toEqual(['opened target_offline']);
});

describe('listings', () => {
  it('are read when something was met in them, and every five minutes at most', async () => {
    await world.minutes(21, () => world.mark('listings'));
    expect(world.reads.listings).toBe(5);
    await world.minutes(20, () => world.mark('calls'));
    expect(world.reads.listings).toBeLessThanOrEqual(6);
  });

  it('that wait too long are an alert within the minute in which they have', async () => {
    world.listings = [listing({ sync_status: 'pending', asked_at: agoOf(200_000) })];
    world.mark('listings');
    await world.minutes(2);
    expect(world.told()).toEqual([]);

    await world.minutes(1);
    expect(world.told()).toEqual(['opened oldest_waiting_seconds']);
  });

  it('whose content is refused are an alert each, with the reason', async () => {
    const refused = {
      sync_status: 'error',
      refused_version: 7,
      error_message: 'no price',
    } as const;
    world.listings = [1, 2].map((at) => listing({ ...refused, id: uuidOf(at) }));
    world.mark('listings');
    await world.round();

    expect(world.published).toMatchObject(
      [1, 2].map((at) => ({
        listing_id: uuidOf(at),
        alert: { rule: 'content_refused', message: 'no price' },
      })),
    );
  });

  it.each([
    ['dead_letters', { sync_status: 'error', error_message: brokenAdvice }],
    ['listings_failed', { sync_status: 'error', error_message: '500' }],
    ['removals_failed', { status: 'archived', sync_status: 'error', removal_requested: true }],
    ['attempts_unrecorded', { sync_status: 'pending', lease_until: 1 }],
  ] as const)('alert of %s when %j', async (rule, over) => {
    world.listings = [listing(over)];
    world.mark('listings');
    await world.round();

    expect(world.told()).toContain(`opened ${rule}`);
  });
});

describe('what only its finder can tell', () => {
  it.each(['changes_forgotten', 'consumer_off'] as const)('of %s is an alert', async (finding) => {
    world.found(finding, 2);
    await world.minutes(100);

    expect(world.told()).toEqual([`opened ${finding}`, `closed ${finding}`]);
    expect(world.published[0]?.alert.value).toBe(2);
  });
});

it('credentials that end are told at 60 days, at 30 and when they have ended', async () => {
  const day = 86_400_000;
  world.target = aTarget({ credentials_expires_at: toTimestamp(world.now + 60 * day) });
  for (let at = 0; at < 62; at += 1) {
    world.mark('calls');
    await world.round();
    world.now += day;
  }

  expect(world.told().filter((told) => told.startsWith('opened'))).toEqual([
    ...['opened credentials_expire', 'opened credentials_expire', 'opened credentials_expired'],
  ]);
  expect(world.open.size).toBe(1);
});

describe('whatever fails', () => {
  it('what could not be told is told by the next round, once', async () => {
    world.target = aTarget({ health_status: 'offline' });
    world.mark('calls');
    world.isBusDown = true;
    await world.minutes(2);
    expect([world.open.size, world.told()]).toEqual([1, []]);

    world.isBusDown = false;
    await world.minutes(3);
    expect(world.told()).toEqual(['opened target_offline']);
    expect(world.reports).toContain('alerts-not-told');
  });

  it('a target that cannot be looked at is looked at by the next round, and stops no other', async () => {
    const other = aTarget({ id: uuidOf(9) });
    world.mark('calls', other);
    world.mark('calls');
    world.target = aTarget({ health_status: 'offline' });
    world.isMinutesDown = true;
    expect(await world.round()).toMatchObject({ watched: 2, looked: 1, failed: 1 });

    world.isMinutesDown = false;
    await world.round();
    expect(world.told()).toEqual(['opened target_offline']);
  });
});

it('a target that is gone has no alerts', async () => {
  world.target = aTarget({ health_status: 'offline' });
  world.mark('calls');
  await world.round();
  world.target = aTarget({ deleted_at: toTimestamp(world.now), health_status: 'offline' });
  await world.minutes(6);

  expect(world.told()).toEqual(['opened target_offline', 'closed target_offline']);
  expect([world.open.size, world.watched.size]).toEqual([0, 0]);
});
