import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { RateLimitConfig } from '../../../domain/targets/target.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';
import { examples } from '../../support/examples.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

function limitedTo(rate_limit_config: RateLimitConfig): void {
  world.channel.countsVocabularies = true;
  world.store.target = { ...world.store.target, rate_limit_config };
}

/** Delivers as queue and sweeper do until the listing is in order; how long (ms) that took. */
async function untilOk(): Promise<number> {
  const begun = world.now;
  for (let i = 0; i < 1_000 && world.listing().sync_status !== 'ok'; i += 1) {
    const result = await world.pass();
    if (world.listing().sync_status !== 'ok')
      world.now += result === undefined || result.done ? 60_000 : Math.max(1, result.retry_in_ms);
  }
  expect(world.listing().sync_status).toBe('ok');

  return world.now - begun;
}

it('any limit sends a listing after few windows, and fetches each vocabulary once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3_600 }),
      async (max_requests, window_seconds) => {
        world = new SyncWorld();
        limitedTo({ max_requests, window_seconds });
        world.link();

        const tookMs = await untilOk();

        expect(world.channel.vocabularies).toHaveLength(3);
        // Three vocabularies and the listing, and a minute of the sweeper's for each that had to wait.
        const windows = Math.ceil(4 / max_requests) - 1;
        expect(tookMs).toBeLessThanOrEqual(windows * (window_seconds * 1_000 + 90_000));
      },
    ),
    { numRuns: examples(60) },
  );
});

it('a look and a last try are made under a limit that leaves one call a minute', async () => {
  limitedTo({ max_requests: 1, window_seconds: 60 });
  world.link();
  world.channel.fates = ['lost', 'lost', 'lost', 'lost'];

  await untilOk();

  expect(world.channel.remote.size).toBe(1);
  expect(world.channel.checks).toHaveLength(2);
});

it('says what a listing waits for, when that is more than a minute', async () => {
  limitedTo({ max_requests: 1, window_seconds: 3_600 });
  world.link();
  world.now += 100;

  expect(await world.pass()).toMatchObject({ done: true });

  expect(world.store.parked.at(-1)?.why).toMatch(
    /^waiting for its turn: the rate limit leaves no call before 2026-06-01T01:00:/,
  );
});
