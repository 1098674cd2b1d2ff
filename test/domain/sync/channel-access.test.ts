import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../domain/channels/channel.ts';
import type { StoredTarget } from '../../../domain/channels/target.ts';
import { ChannelAccess } from '../../../domain/sync/channel-access.ts';
import { NoTurnError } from '../../../domain/sync/turn.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';

/** Its renewals end when the test says so, and its vocabulary takes three calls. */
class SlowChannel extends FakeChannel {
  readonly under_way: ((brought: boolean) => void)[] = [];
  /** Told of each call for the vocabulary. */
  onRead: () => void = () => undefined;

  override connect(connection: Connection) {
    return {
      ...super.connect(connection),
      fetchReferenceData: () => this.#vocabulary(connection),
      renewCredentials: () => new Promise<boolean>((end) => this.under_way.push(end)),
    };
  }

  async #vocabulary({ turn }: Connection) {
    for (let call = 0; call < 3; call += 1) {
      await turn();
      this.onRead();
    }

    return { property_types: {}, amenities: {}, bed_types: {} };
  }
}

let now: number;
let target: StoredTarget;
let channel: SlowChannel;
let access: ChannelAccess;
beforeEach(() => {
  now = 1_000_000;
  target = aTarget();
  channel = new SlowChannel();
  access = new ChannelAccess({
    clock: () => now,
    sleep: async () => undefined,
    windows: {
      reserve: async () => ({ starts: [now], next: null }),
      record: async () => undefined,
      block: async () => [],
    },
    targets: { get: async () => target },
    channelFor: () => channel,
    secretFor: () => ({
      read: async () => ({ credentials: { api_token: 'secret' } }),
      write: async () => undefined,
    }),
    references: { get: async () => undefined, put: async () => undefined },
  });
});

describe('a renewal of credentials', () => {
  it('is for all calls that began before it ended, however late they are refused', async () => {
    const { credentials } = await access.connect(aTarget());
    const [first, second] = [now, now + 10];

    now += 5;
    const renewed = credentials.renew(first);
    now += 50;
    channel.under_way[0]?.(true);
    expect(await renewed).toBe(true);
    now += 30;

    expect(await credentials.renew(second)).toBe(true);
    expect(channel.under_way).toHaveLength(1);
  });

  it('is not repeated for a call that began after it: what it brought is refused as well', async () => {
    const { credentials } = await access.connect(aTarget());

    const renewed = credentials.renew(now);
    now += 50;
    channel.under_way[0]?.(true);
    await renewed;
    now += 30;

    expect(await credentials.renew(now - 10)).toBe(false);
    expect(channel.under_way).toHaveLength(1);
  });
});

describe('a renewal long ago', () => {
  it('does not keep credentials from being renewed again', async () => {
    const { credentials } = await access.connect(aTarget());
    const renewed = credentials.renew(now);
    channel.under_way[0]?.(true);
    await renewed;

    now += 120_000;
    const again = credentials.renew(now - 1_000);
    channel.under_way[1]?.(true);

    expect(await again).toBe(true);
  });
});

describe('a session', () => {
  it('is another once the target has moved, and the same until then', async () => {
    const urls: string[] = [];
    const connect = channel.connect.bind(channel);
    channel.connect = (connection) => {
      urls.push(connection.base_url);
      return connect(connection);
    };

    for (const base_url of ['https://one.example', 'https://one.example', 'https://two.example'])
      await access.connect(aTarget({ base_url }));
    await access.connect(aTarget({ base_url: 'https://two.example', window_key: 'another' }));

    expect(urls).toEqual(['https://one.example', 'https://two.example', 'https://two.example']);
  });
});

describe('invariant 9: a target that is paused while its calls wait for their turns', () => {
  it('gets none of those to come', async () => {
    let reads = 0;
    channel.onRead = () => {
      reads += 1;
      target = { ...target, is_active: false };
    };

    const error = await access.connect(target).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(NoTurnError);
    expect(error).toMatchObject({ next: now + 5_000 });
    expect(reads).toBe(1);
  });

  it('goes on where it stopped when it is active again', async () => {
    channel.onRead = () => {
      target = { ...target, is_active: false };
    };
    await access.connect(target).catch(() => undefined);
    target = { ...target, is_active: true };
    channel.onRead = () => undefined;

    await expect(access.connect(target)).resolves.toBeDefined();
  });
});
