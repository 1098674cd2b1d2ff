import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../domain/channels/channel.ts';
import { ChannelAccess } from '../../../domain/sync/channel-access.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';

/** Its renewals end when the test says so. */
class SlowChannel extends FakeChannel {
  readonly under_way: ((brought: boolean) => void)[] = [];

  override connect(connection: Connection) {
    return {
      ...super.connect(connection),
      renewCredentials: () => new Promise<boolean>((end) => this.under_way.push(end)),
    };
  }
}

let now: number;
let channel: SlowChannel;
let access: ChannelAccess;
beforeEach(() => {
  now = 1_000_000;
  channel = new SlowChannel();
  access = new ChannelAccess({
    clock: () => now,
    sleep: async () => undefined,
    windows: { reserve: async () => ({ starts: [now], next: null }), block: async () => undefined },
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
    const { renew } = await access.connect(aTarget());
    const [first, second] = [now, now + 10];

    now += 5;
    const renewed = renew(first);
    now += 50;
    channel.under_way[0]?.(true);
    expect(await renewed).toBe(true);
    now += 30;

    expect(await renew(second)).toBe(true);
    expect(channel.under_way).toHaveLength(1);
  });

  it('is not repeated for a call that began after it: what it brought is refused as well', async () => {
    const { renew } = await access.connect(aTarget());

    const renewed = renew(now);
    now += 50;
    channel.under_way[0]?.(true);
    await renewed;
    now += 30;

    expect(await renew(now - 10)).toBe(false);
    expect(channel.under_way).toHaveLength(1);
  });
});
