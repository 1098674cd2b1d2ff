import { beforeEach, describe, expect, it } from 'vitest';
import { contentHash } from '../../../domain/common/payload-hash.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const replay_id = '99999999-9999-4999-8999-999999999999';

let world: SyncWorld;
let sent: (readonly string[])[];

beforeEach(async () => {
  world = new SyncWorld();
  world.link();
  await world.pass();
  sent = [];
});

/** The names of what goes out in the updates from here on. */
function watch(): void {
  const { connect } = world.channel;
  world.channel.connect = (connection) => {
    const session = connect.call(world.channel, connection);
    return {
      ...session,
      update: (id, payload, options) => {
        sent.push(Object.keys(payload));
        return session.update(id, payload, options);
      },
    };
  };
  // Sessions are kept for a quarter of an hour.
  world.now += 16 * 60_000;
}
const rows = () => [...world.store.audits.values()];
const whole = ['name', 'marker', 'words', 'pictures'];
/** Of what is not costly only what has changed. */
const withPictures = ['name', 'pictures'];
const lean = ['name'];
const pictures = (...urls: string[]) => ({
  media_assets: urls.map((url, sort_order) => ({ url, sort_order, is_primary: false })),
});
const first = 'https://img.example.com/terrace.jpg';

async function change(version: number, over: Parameters<SyncWorld['changeUnit']>[2] = {}) {
  world.changeUnit(`Villa ${version}`, version, over);
  await world.settle();
}

describe('what is costly to send', () => {
  it('is left out of an update while the channel has it as it is, and of what the audit shows', async () => {
    watch();

    await change(2);
    await change(3);

    expect(sent).toEqual([lean, lean]);
    expect([...world.channel.remote.values()]).toMatchObject([
      { name: 'Villa 3', pictures: [expect.any(String), expect.any(String)] },
    ]);
    const last = rows().at(-1);
    expect(last?.request_excerpt).not.toContain('pictures');
    expect(last?.request_payload_hash).toBe(contentHash({ name: 'Villa 3' }));
    expect(world.listing().last_payload_hash).toBe(
      contentHash([...world.channel.remote.values()][0]),
    );
  });

  it('is sent when it has changed, back to what it once was as well', async () => {
    watch();

    await change(2, pictures(first));
    await change(3, pictures(first));
    await change(4);

    expect(sent).toEqual([withPictures, lean, withPictures]);
  });

  const wishes: [string, Partial<StoredListing>][] = [
    ['an operator asks for it', { replay_id, request_id: replay_id }],
    ['it is part of a resync', { resync_id: replay_id }],
    ['the last write is in doubt', { remote_unclear: true }],
    ['an older write may still be applied', { doubt_until: Date.parse('2027-01-01') }],
    ['a doubt is to be confirmed', { confirm_at: Date.parse('2027-01-01') }],
    ['the target has moved to another account', { sent_to: 'account-2' }],
    ['it was linked anew', { last_payload_hash: null }],
    [
      'another payload was accepted by a release that seals nothing',
      { last_payload_hash: 'f'.repeat(64) },
    ],
  ];
  it.each(wishes)('is sent when %s', async (_why, over) => {
    watch();
    world.mark(over);

    world.changeUnit('Villa 2', 2);
    await world.pass();

    expect(sent).toEqual([whole]);
  });

  it('is sent when an earlier release has sent it', async () => {
    watch();
    world.mark({ held_fields: undefined });

    await change(2);

    expect(sent).toEqual([withPictures]);
  });

  it('is sent until the channel has kept it', async () => {
    world.channel.notKept = [{ field: 'pictures', message: '1 of 2', told_by: 'channel' }];
    watch();

    await change(2, pictures(first));
    world.channel.notKept = [];
    await change(3, pictures(first));
    await change(4, pictures(first));

    expect(sent).toEqual([withPictures, withPictures, lean]);
  });
});
