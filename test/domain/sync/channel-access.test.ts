import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection, ReferenceData, Vocabulary } from '../../../domain/channel/channel.ts';
import { NoTurnError } from '../../../domain/pacing/turn.ts';
import { ChannelAccess } from '../../../domain/sync/channel-access.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';

/** Its renewals end when the test says so, and its vocabulary takes three calls. */
class SlowChannel extends FakeChannel {
  readonly under_way: ((brought: boolean) => void)[] = [];
  /** Told of each call for the vocabulary. */
  onRead: (name: Vocabulary) => void = () => undefined;

  override connect(connection: Connection) {
    return {
      ...super.connect(connection),
      fetchVocabulary: (name: Vocabulary) => this.#vocabulary(name, connection),
      renewCredentials: () => new Promise<boolean>((end) => this.under_way.push(end)),
    };
  }

  async #vocabulary(name: Vocabulary, { turn }: Connection) {
    await turn();
    this.onRead(name);

    return {};
  }
}

let now: number;
let target: StoredTarget;
let channel: SlowChannel;
let access: ChannelAccess;
let kept: Partial<ReferenceData>;
beforeEach(() => {
  now = 1_000_000;
  target = aTarget();
  channel = new SlowChannel();
  kept = {};
  access = anAccess();
});

function anAccess(): ChannelAccess {
  return new ChannelAccess({
    clock: () => now,
    sleep: async () => undefined,
    windows: {
      reserve: async ({ patience_ms }) =>
        patience_ms > 0
          ? { starts: [now], next: null, places: [] }
          : { starts: [], next: now + 1_000, places: [now + 1_000] },
      ended: () => undefined,
      record: async () => undefined,
      block: async () => [],
    },
    targets: { get: async () => target },
    channelFor: () => channel,
    secretFor: () => ({
      read: async () => ({ credentials: { api_token: 'secret' } }),
      write: async () => undefined,
    }),
    reads: { record: async () => undefined },
    references: {
      get: async () => kept,
      put: async (_key, reference) => {
        kept = reference;
      },
    },
  });
}

describe('a renewal of credentials', () => {
  it('is for all calls that began before it ended, however late they are refused', async () => {
    const { credentials } = await access.connect(aTarget(), now + 20_000);
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
    const { credentials } = await access.connect(aTarget(), now + 20_000);

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
    const { credentials } = await access.connect(aTarget(), now + 20_000);
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
      await access.connect(aTarget({ base_url }), now + 20_000);
    await access.connect(
      aTarget({ base_url: 'https://two.example', window_key: 'another' }),
      now + 20_000,
    );

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

    const error = await access.connect(target, now + 20_000).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(NoTurnError);
    expect(error).toMatchObject({ next: now + 5_000 });
    expect(reads).toBe(1);
  });

  it('goes on where it stopped when it is active again', async () => {
    channel.onRead = () => {
      target = { ...target, is_active: false };
    };
    await access.connect(target, now + 20_000).catch(() => undefined);
    target = { ...target, is_active: true };
    channel.onRead = () => undefined;

    await expect(access.connect(target, now + 20_000)).resolves.toBeDefined();
  });
});

describe('the vocabularies', () => {
  it('are kept one by one, and not fetched again by a worker that goes on', async () => {
    const fetched: string[] = [];
    channel.onRead = (name) => {
      fetched.push(name);
      if (name === 'amenities') target = { ...target, is_active: false };
    };
    await access.connect(target, now + 20_000).catch(() => undefined);
    expect(kept).toEqual({ property_types: {}, amenities: {} });

    target = { ...target, is_active: true };
    const { reference } = await anAccess().connect(target, now + 20_000);

    expect(reference).toEqual({ property_types: {}, amenities: {}, bed_types: {} });
    expect(fetched).toEqual(['property_types', 'amenities', 'bed_types']);
  });

  it('are fetched no longer than the pass lasts', async () => {
    const deadline = now + 20_000;
    channel.onRead = () => {
      now += 12_000;
    };

    const error = await access.connect(target, deadline).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(NoTurnError);
    expect(kept).toEqual({ property_types: {}, amenities: {} });
  });
});
