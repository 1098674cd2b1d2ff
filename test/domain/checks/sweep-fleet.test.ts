import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ChannelCallError, type Connection } from '../../../domain/channel/channel.ts';
import { sweepTargets } from '../../../domain/checks/sweep-targets.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';
import { AccountChannel } from '../../fakes/account-channel.ts';
import { TargetWorld } from '../../fakes/target-world.ts';
import { VirtualTime } from '../../fakes/virtual-time.ts';

/** As long as a check is waited for: the slowest server there is. */
const hangsMs = 20_000;
const parts = 4;
/** In which a run of the function begins checks: its 240 s without the last 35. */
const runMs = 205_000;

const isSlow = ({ base_url }: { readonly base_url: string }) => base_url.includes('//slow.');

/** Answers after 0.4 s, or not at all. */
class RemoteChannel extends AccountChannel {
  readonly #time: VirtualTime;

  constructor(time: VirtualTime) {
    super(() => {});
    this.#time = time;
  }

  override connect(connection: Connection) {
    const session = super.connect(connection);
    const check = async () => {
      await this.#time.sleep(isSlow(connection) ? hangsMs : 400);
      if (isSlow(connection))
        throw new ChannelCallError({
          ...{ kind: 'unclear', http_status: null, response_excerpt: null, error_message: 'slow' },
        });
      await session.check();
    };

    return { ...session, check };
  }
}

/** A fleet in virtual time, with what a check asks of the tables as assumed: 10 ms each. */
function fleetOf(targets: readonly StoredTarget[]) {
  const world = new TargetWorld();
  const time = new VirtualTime(world.now);
  for (const target of targets) world.add(target);
  const channel = new RemoteChannel(time);
  const { deps } = world;
  const begin = time.now;
  const round = () =>
    time.run(
      Promise.all(
        Array.from({ length: parts }, (_, part) =>
          sweepTargets(
            { part: { part, of: parts }, until: time.now + runMs },
            {
              ...deps,
              clock: time.clock,
              sleep: time.sleep,
              windows: {
                ...deps.windows,
                reserve: async () => ({ starts: [time.now], next: null, places: [] }),
              },
              channels: { ...deps.channels, channelFor: () => channel },
              targets: {
                ...deps.targets,
                get: async (tenant, id) => {
                  await time.sleep(10);
                  return deps.targets.get(tenant, id);
                },
              },
            },
          ),
        ),
      ),
    );

  const secondsUntilChecked = ({ id }: StoredTarget) =>
    (Date.parse(world.row(id).last_health_check_at ?? '9999-12-31') - begin) / 1000;

  return { world, time, round, secondsUntilChecked };
}

const targetsOf = (org_id: string, count: number, over: Partial<StoredTarget> = {}) =>
  Array.from({ length: count }, () => {
    const id = randomUUID();
    return aTarget({ org_id, id, name: id, credentials_ref: `test/${id}`, ...over });
  });
const healthyOrgs = (count: number, targets: number) =>
  Array.from({ length: count }, (_, i) => targetsOf(`org-${i}`, targets)).flat();
const slow = { base_url: 'https://slow.example/v1' };

describe('10,000 targets', () => {
  it('are checked within five minutes', async () => {
    const targets = healthyOrgs(500, 20);
    const { round, secondsUntilChecked } = fleetOf(targets);

    const results = await round();

    expect(results.reduce((sum, { checked }) => sum + checked, 0)).toBe(10_000);
    const longest = Math.max(...targets.map(secondsUntilChecked));
    expect(longest).toBeLessThan(60);
  });

  it('of which one organisation has 2,000 at a server that does not answer: the others do not wait', async () => {
    const others = healthyOrgs(400, 20);
    const hanging = targetsOf('slow', 2_000, slow);
    const { round, secondsUntilChecked } = fleetOf([...hanging, ...others]);

    await round();

    // Alone they would take 20 s.
    expect(Math.max(...others.map(secondsUntilChecked))).toBeLessThan(40);
  });

  it('of which 500 organisations are known to hang: the others do not wait for them, and they are all tried', async () => {
    const others = healthyOrgs(475, 20);
    const hanging = Array.from({ length: 500 }, (_, i) =>
      targetsOf(`slow-${i}`, 1, { ...slow, health_status: 'offline' }),
    ).flat();
    const { round, secondsUntilChecked } = fleetOf([...hanging, ...others]);

    await round();

    expect(Math.max(...others.map(secondsUntilChecked))).toBeLessThan(40);
    expect(Math.max(...hanging.map(secondsUntilChecked))).toBeLessThan(300);
  });
});

it('reaches in turn all of an organisation that has more than a round can try', async () => {
  const hanging = targetsOf('slow', 4_000, { ...slow, health_status: 'offline' });
  const { round, world } = fleetOf(hanging);
  const rounds = Math.ceil((4_000 * hangsMs) / (parts * 40 * runMs)) + 1;

  for (let i = 0; i < rounds; i += 1) await round();

  const never = hanging.filter(({ id }) => world.row(id).last_health_check_at === null);
  expect(never).toHaveLength(0);
});
